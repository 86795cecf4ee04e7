// A table of a few rows. On a phone each row is a sheet of its own: the words of the columns stand before what the row says, and nothing is
// sought by scrolling sideways. The roles keep it a table for a screen reader. The first column names the row.
import type { ReactNode } from "react";

export type StackedColumn<Row> = { readonly head: string; readonly isNumber?: boolean; readonly cell: (row: Row) => ReactNode };

export function StackedTable<Row>({ label, caption, rows, rowKey, columns: [lead, ...columns], className = "" }: {
  readonly label: string; readonly caption?: string; readonly rows: readonly Row[]; readonly rowKey: (row: Row) => string; readonly columns: readonly [StackedColumn<Row>, ...StackedColumn<Row>[]]; readonly className?: string;
}): ReactNode {
  const numeric = ({ isNumber = false }: StackedColumn<Row>): string | undefined => (isNumber ? "num" : undefined);
  return (
    <div className="scroll" tabIndex={0} role="group" aria-label={label}>
      <table className={`stacks ${className}`} role="table">
        {caption === undefined ? null : <caption>{caption}</caption>}
        <thead role="rowgroup"><tr role="row">{[lead, ...columns].map((one) => <th key={one.head} scope="col" role="columnheader" className={numeric(one)}>{one.head}</th>)}</tr></thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr key={rowKey(row)} role="row">
              <th scope="row" role="rowheader">{lead.cell(row)}</th>
              {columns.map((one) => <td key={one.head} role="cell" data-label={one.head} className={numeric(one)}><div>{one.cell(row)}</div></td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
