// A table of any length: only the rows in sight are in the page; rows and columns keep their numbers for a screen reader. On a phone a row
// stands in a few lines, every column in sight: nothing is sought by scrolling sideways.
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, useSyncExternalStore, type CSSProperties, type ReactNode } from "react";

export type Column<Row> = {
  readonly key: string;
  readonly head: string;
  /** A track of CSS grid, `minmax(8rem, 1fr)`. */
  readonly width: string;
  readonly cell: (row: Row, index: number) => ReactNode;
};

/** The lines of a row on a phone: the columns by their keys, each line as wide as `columns`, in the notation of CSS grid (`pick name row`). */
export type Lines = { readonly columns: string; readonly lines: readonly string[] };

const ROW_PX = 44;
const LINE_PX = 27;
const PHONE = "(max-width: 40rem)";
const hear = (changed: () => void): (() => void) => {
  const asked = matchMedia(PHONE);
  asked.addEventListener("change", changed);
  return () => asked.removeEventListener("change", changed);
};
const isOnPhone = (): boolean => matchMedia(PHONE).matches;

/**
 * `least` is the width below which the table of a wide page scrolls sideways; `phone` says how a row stands on a narrow one. A row that `rowAt` does not know yet is shown empty; `onSeen`
 * hears which rows are in sight, so that they can be asked for.
 */
export function BigTable<Row>({ label, count, rowAt, columns, phone, least = "40rem", rowKey, onSeen }: {
  readonly label: string; readonly count: number; readonly rowAt: (index: number) => Row | undefined; readonly columns: readonly Column<Row>[]; readonly phone: Lines; readonly least?: string;
  readonly rowKey: (row: Row, index: number) => string | number; readonly onSeen?: (first: number, last: number) => void;
}): ReactNode {
  const frame = useRef<HTMLDivElement>(null);
  const isNarrow = useSyncExternalStore(hear, isOnPhone);
  const rowPx = isNarrow ? phone.lines.length * LINE_PX + 16 : ROW_PX;
  const virtual = useVirtualizer({ count, getScrollElement: () => frame.current, estimateSize: () => rowPx, overscan: 8 });
  useEffect(() => virtual.measure(), [virtual, rowPx]);
  const tracks = { "--columns": isNarrow ? phone.columns : columns.map(({ width }) => width).join(" "), "--areas": isNarrow ? phone.lines.map((line) => `"${line}"`).join(" ") : "none", "--least": isNarrow ? "0" : least } as CSSProperties; // custom properties
  const area = (key: string): CSSProperties | undefined => (isNarrow ? { gridArea: key } : undefined);
  const items = virtual.getVirtualItems();
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0];
  useEffect(() => onSeen?.(first, last), [onSeen, first, last]);
  const height = Math.min(34 * 16, (count + 1) * rowPx + 4);
  return (
    <div ref={frame} className={isNarrow ? "big-table by-lines" : "big-table"} role="table" aria-label={label} aria-rowcount={count + 1} aria-colcount={columns.length} tabIndex={0} style={{ ...tracks, blockSize: `min(${height}px, 70vh)` }}>
      <div role="rowgroup" className="heads">
        <div role="row" aria-rowindex={1}>{columns.map(({ key, head }, i) => <div key={key} role="columnheader" aria-colindex={i + 1} style={area(key)}>{head}</div>)}</div>
      </div>
      <div role="rowgroup" style={{ blockSize: virtual.getTotalSize(), position: "relative", minInlineSize: isNarrow ? 0 : least }}>
        {items.map(({ index, start, size }) => {
          const row = rowAt(index);
          return (
            <div key={row === undefined ? `empty ${index}` : rowKey(row, index)} role="row" aria-rowindex={index + 2} className="body-row" style={{ blockSize: size, transform: `translateY(${start}px)` }}>
              {columns.map(({ key, cell }, i) => <div key={key} role="cell" aria-colindex={i + 1} style={area(key)}>{row === undefined ? (i === 0 ? "…" : null) : cell(row, index)}</div>)}
            </div>
          );
        })}
      </div>
    </div>
  );
}
