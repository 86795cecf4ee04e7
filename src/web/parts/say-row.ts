// A row of a list in words, by the reference that acts name it with: `SA-L1#618` (of a comparison) and `SA-L1/618` (of a plan) are row 618 of SA-L1.
export const sayRow = (say: (key: "lists.row", values: { readonly list: string; readonly row: string }) => string, ref: string): string => {
  const at = ref.lastIndexOf(ref.includes("#") ? "#" : "/");
  return at < 0 ? ref : say("lists.row", { list: ref.slice(0, at), row: ref.slice(at + 1) });
};
