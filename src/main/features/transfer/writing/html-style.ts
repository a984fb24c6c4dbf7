/** The look of an exported page, on screen and on paper. Its hash is in the page's policy. */
export const HTML_STYLE = `
:root { color-scheme: light dark; --paper: #fbfaf8; --ink: #1d1b19; --quiet: #5c5751; --line: #e5e1da; --own: #e3efec; --link: #1f6b5e; --code: #f4f2ee }
@media (prefers-color-scheme: dark) {
  :root { --paper: #171615; --ink: #edeae5; --quiet: #a8a29a; --line: #34312d; --own: #1e332e; --link: #6fc3b1; --code: #1f1e1c }
}
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.65 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif }
main { max-width: 46rem; margin: 0 auto; padding: 2rem 1rem 4rem }
section + section { margin-top: 4rem; padding-top: 2rem; border-top: 1px solid var(--line) }
h1 { font-size: 1.5rem; line-height: 1.3; overflow-wrap: anywhere }
.date { color: var(--quiet); margin-top: -0.5rem }
article { margin: 1.5rem 0; overflow-wrap: anywhere }
article > h2 { font-size: 0.8rem; font-weight: 600; color: var(--quiet); margin: 0 0 0.25rem }
article h1, article div h2 { font-size: 1.2rem }
.user { background: var(--own); border-radius: 10px; padding: 0.75rem 1rem }
article > div > :first-child { margin-top: 0 }
article > div > :last-child { margin-bottom: 0 }
a { color: var(--link) }
pre, code { font-family: ui-monospace, Consolas, Menlo, monospace; font-size: 0.9em; background: var(--code); border-radius: 4px }
code { padding: 0.1em 0.3em }
pre { padding: 0.75rem 1rem; overflow-x: auto; white-space: pre-wrap }
pre code { padding: 0; background: none }
.plain { background: none; padding: 0; font: inherit }
table { border-collapse: collapse; display: block; overflow-x: auto }
th, td { border: 1px solid var(--line); padding: 0.25rem 0.6rem; text-align: start }
blockquote { margin-inline: 0; padding-inline-start: 1rem; border-inline-start: 3px solid var(--line); color: var(--quiet) }
@media print {
  :root { --paper: #fff; --ink: #000; --own: #f2f2f2; --quiet: #444; --line: #ccc; --code: #f6f6f6; --link: #000 }
  main { padding: 0 } article > h2 { break-after: avoid } section + section { break-before: page; border-top: 0 }
}
`;
