// The top of every screen: what it is, in one line; what can be done, beside it.
import type { ReactNode } from "react";

export function PageHead({ title, lead, children }: { readonly title: string; readonly lead?: ReactNode; readonly children?: ReactNode }): ReactNode {
  return (
    <header className="page-head">
      <div>
        <h1>{title}</h1>
        {lead === undefined ? null : <p>{lead}</p>}
      </div>
      {children === undefined ? null : <div className="row no-print">{children}</div>}
    </header>
  );
}
