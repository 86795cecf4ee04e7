// A table of any length: only the rows in sight are in the page; rows and columns keep their numbers for a screen reader.
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, type CSSProperties, type ReactNode } from "react";

export type Column<Row> = {
  readonly key: string;
  readonly head: string;
  /** A track of CSS grid, `minmax(8rem, 1fr)`. */
  readonly width: string;
  readonly cell: (row: Row, index: number) => ReactNode;
};

const ROW_PX = 44;

/**
 * `least` is the width below which the table scrolls sideways. A row that `rowAt` does not know yet is shown empty; `onSeen`
 * hears which rows are in sight, so that they can be asked for.
 */
export function BigTable<Row>({ label, count, rowAt, columns, least = "40rem", rowKey, onSeen }: {
  readonly label: string; readonly count: number; readonly rowAt: (index: number) => Row | undefined; readonly columns: readonly Column<Row>[]; readonly least?: string;
  readonly rowKey: (row: Row, index: number) => string | number; readonly onSeen?: (first: number, last: number) => void;
}): ReactNode {
  const frame = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({ count, getScrollElement: () => frame.current, estimateSize: () => ROW_PX, overscan: 8 });
  const tracks = { "--columns": columns.map(({ width }) => width).join(" "), "--least": least } as CSSProperties; // custom properties
  const items = virtual.getVirtualItems();
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0];
  useEffect(() => onSeen?.(first, last), [onSeen, first, last]);
  const height = Math.min(34 * 16, (count + 1) * ROW_PX + 4);
  return (
    <div ref={frame} className="big-table" role="table" aria-label={label} aria-rowcount={count + 1} aria-colcount={columns.length} tabIndex={0} style={{ ...tracks, blockSize: `min(${height}px, 70vh)` }}>
      <div role="rowgroup" className="heads">
        <div role="row" aria-rowindex={1}>{columns.map(({ key, head }, i) => <div key={key} role="columnheader" aria-colindex={i + 1}>{head}</div>)}</div>
      </div>
      <div role="rowgroup" style={{ blockSize: virtual.getTotalSize(), position: "relative", minInlineSize: least }}>
        {items.map(({ index, start, size }) => {
          const row = rowAt(index);
          return (
            <div key={row === undefined ? `empty ${index}` : rowKey(row, index)} role="row" aria-rowindex={index + 2} className="body-row" style={{ blockSize: size, transform: `translateY(${start}px)` }}>
              {columns.map(({ key, cell }, i) => <div key={key} role="cell" aria-colindex={i + 1}>{row === undefined ? (i === 0 ? "…" : null) : cell(row, index)}</div>)}
            </div>
          );
        })}
      </div>
    </div>
  );
}
