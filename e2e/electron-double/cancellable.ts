/** The event object of an event that a listener may prevent. */
export function cancellable<T extends object>(
  details: T,
): T & { defaultPrevented: boolean; preventDefault(): void; isPrevented(): boolean } {
  const event = {
    ...details,
    defaultPrevented: false,
    preventDefault() {
      event.defaultPrevented = true;
    },
    isPrevented: () => event.defaultPrevented,
  };
  return event;
}
