@rem Lets the npm scripts say "exec" on Windows too, see docs/adr/0008-exec-in-npm-scripts.md.
@%*
