import { describe, expect, it } from 'vitest';
import { en } from '#shared/locales/en/index.ts';
import { zhCN } from '#shared/locales/zh-CN/index.ts';
import { choicesFor, isClip } from './commands.ts';

const english = (typed: string, clip: string | null = null): string[] =>
  choicesFor(typed, clip, (command) => [en.quickAsk.command[command]]).map(
    ({ command, action, text, instruction }) =>
      `${action} ${command}${instruction === '' ? '' : ` "${instruction}"`}${text === '' ? '' : `: ${text}`}`,
  );
const chinese = (typed: string): string[] =>
  choicesFor(typed, null, (command) => [zhCN.quickAsk.command[command], en.quickAsk.command[command]]).map(
    ({ command, action }) => `${action} ${command}`,
  );

describe('choicesFor', () => {
  it('offers every command at the start, each waiting for its text', () => {
    expect(english('')).toEqual([
      'arm ask',
      'arm explain',
      'arm summarise',
      'arm proofread',
      'arm rewrite',
      'arm translate',
      'arm reply',
      'arm custom',
    ]);
  });

  it('filters while a name is typed, and keeps asking possible', () => {
    expect(english('summ')).toEqual(['arm summarise', 'run ask "summ"']);
    expect(english('re')).toEqual(['arm rewrite', 'arm reply', 'run ask "re"']);
    expect(chinese('翻')).toEqual(['arm translate', 'run ask']);
    expect(chinese('transl')).toEqual(['arm translate', 'run ask']);
    expect(english('/tr')[0]).toBe('arm translate');
  });

  it('runs a named command on what follows the name', () => {
    expect(english('Translate: good morning')[0]).toBe('run translate: good morning');
    expect(english('summarise')[0]).toBe('arm summarise');
    expect(english('Custom instruction: shorter')[0]).toBe('arm custom "shorter"');
  });

  it('keeps Ask first for anything else, also for words that only begin like a command', () => {
    expect(english('What is the capital of France?')[0]).toBe('run ask "What is the capital of France?"');
    expect(english('Explainability matters')[0]).toBe('run ask "Explainability matters"');
    expect(english('What is entropy?')).toHaveLength(7);
  });

  it('runs commands on the clip, and takes other words as what to do with it, or as a question', () => {
    expect(english('', 'CLIP')[0]).toBe('run explain: CLIP');
    expect(english('proof', 'CLIP')).toEqual(['run proofread: CLIP', 'run custom "proof": CLIP', 'run ask "proof": CLIP']);
    expect(english('Who wrote this?', 'CLIP')).toEqual(['run ask "Who wrote this?": CLIP', 'run custom "Who wrote this?": CLIP']);
    expect(english('make it shorter', 'CLIP')).toEqual(['run custom "make it shorter": CLIP', 'run ask "make it shorter": CLIP']);
  });
});

describe('isClip', () => {
  it('keeps a pasted word in the box and lifts paragraphs out of it', () => {
    expect([isClip('entropy'), isClip('a line\n'), isClip('two\nlines'), isClip('x'.repeat(201))]).toEqual([false, false, true, true]);
  });
});
