/** A text that one view gives to another, which takes it once when it opens. */
let forTranslate: string | null = null;

export function handToTranslate(text: string): void {
  forTranslate = text;
}

export function takeForTranslate(): string | null {
  const text = forTranslate;
  forTranslate = null;
  return text;
}
