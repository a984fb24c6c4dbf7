/**
 * Draws a few lines that nobody sees once the window is idle. The first chat opened after a start took twice as long as the
 * second, because the parsers and the fonts were met there for the first time.
 */
import { useEffect, useState } from 'react';
import { Markdown } from './markdown.tsx';

const SAMPLES = [
  '## One\n\nTwo **three** *four* `five` [six](#), 七八。\n\n- seven\n- eight\n\n1. nine',
  'Ten, **eleven** and `twelve`.\n\n> thirteen',
];

export function MarkdownWarmUp() {
  const [drawn, setDrawn] = useState(0);
  useEffect(() => {
    if (drawn > SAMPLES.length) return undefined;
    const handle = requestIdleCallback(() => setDrawn(drawn + 1), { timeout: 2_000 });
    return () => cancelIdleCallback(handle);
  }, [drawn]);
  const sample = SAMPLES[drawn - 1];
  return sample === undefined ? null : (
    <div aria-hidden inert className="pointer-events-none invisible fixed top-0 left-0 w-96">
      <Markdown text={sample} />
    </div>
  );
}
