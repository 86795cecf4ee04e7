// A file made here, saved where the reader wants it: no server sees it.
import { useEffect, useState, type ReactNode } from "react";

export function SaveFile({ name, content, type = "text/plain", children }: { readonly name: string; readonly content: string | Uint8Array; readonly type?: string; readonly children: ReactNode }): ReactNode {
  const [address, setAddress] = useState("");
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([typeof content === "string" ? content : new Uint8Array(content)], { type }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [content, type]);
  return <a className="button" download={name} href={address}>{children}</a>;
}
