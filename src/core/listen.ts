/** Adds a listener; returns a function that removes it. */
export function listen(
  target: EventTarget,
  type: string,
  listener: (event: Event) => void,
  capture?: boolean,
): () => void {
  target.addEventListener(type, listener, capture)
  return () => target.removeEventListener(type, listener, capture)
}
