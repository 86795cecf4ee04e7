// What can be handed to another thread instead of being copied.

/** The buffers of all arrays of plain data that lie in no shared memory, each once. */
export function ownBuffers(data: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  const look = (value: unknown): void => {
    if (ArrayBuffer.isView(value)) void (value.buffer instanceof ArrayBuffer && found.add(value.buffer));
    else if (typeof value === "object" && value !== null) Object.values(value).forEach(look);
  };
  look(data);
  return [...found];
}
