/** Gives the focus back to the message box once a control that had it is gone, as Regenerate is while the model writes. */
export function focusComposer(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-composer]')?.focus({ preventScroll: true }));
}
