import { describe, expect, it } from 'vitest';
import { readChineseNumeral } from './chinese-numerals.ts';
import { findTranslationIssues, normaliseNumber } from './translation-checks.ts';

const said = (source: string, translation: string): string[] =>
  findTranslationIssues(source, translation).map(({ kind, problem, text }) => `${problem} ${kind} ${text}`);

describe('findTranslationIssues', () => {
  it.each([
    ['原定于周四的评审会改到 11 月 27 日下午三点。', 'The meeting has been moved to 27 November at 3 p.m.'],
    ['The price is 1,234.50 euros.', 'Der Preis beträgt 1.234,50 Euro.'],
    ['There were 12,000 people.', '当时有一万二千人。'],
    ['There were 12,000 people.', '当时有 1.2 万人。'],
    ['It has 23 rooms.', '它有二十三个房间。'],
    ['I have three cats.', '我有 3 只猫。'],
    ['我有三只猫，一起住。', 'I have three cats and we live together.'],
    ['The train leaves at 15:30.', 'The train leaves at 3:30 p.m.'],
    ['See https://wiki.example/review.', '请看 https://wiki.example/review。'],
    ['Write to Ann@example.org.', 'Schreiben Sie an ann@example.org.'],
    ['Hello {name}, you have %d new <b>messages</b>.', '{name}，您好，您有 %d 条新<b>消息</b>。'],
    ['Room 5 is room 5.', '5 号房间。'],
  ])('finds nothing wrong: %s → %s', (source, translation) => {
    expect(said(source, translation)).toEqual([]);
  });

  it.each([
    ['The bus 42 leaves at 8.', 'Der Bus fährt um 8.', ['missing number 42']],
    ['The bus leaves.', 'Der Bus 42 fährt.', ['added number 42']],
    ['It costs 1,500.', 'Es kostet 15.000.', ['missing number 1,500', 'added number 15.000']],
    ['See https://a.example/x?y=1 now', '现在看', ['missing url https://a.example/x?y=1']],
    ['Mail a@b.example', '发邮件', ['missing email a@b.example']],
    ['Hi {name} and {{user}}', '你好 {名字} 和 {{user}}', ['missing placeholder {name}', 'added placeholder {名字}']],
    ['<b>Go</b>', '走</b>', ['missing placeholder <b>']],
  ])('names what got lost or was made up: %s → %s', (source, translation, issues) => {
    expect(said(source, translation)).toEqual(issues);
  });
});

describe('normaliseNumber', () => {
  it('reads separators of every habit', () => {
    expect(['1,234', '1.234', '1 234', "1'234", '1,234.5', '1.234,5', '3.14', '0.125', '1,234,567'].map(normaliseNumber)).toEqual([
      '1234',
      '1234',
      '1234',
      '1234',
      '1234.5',
      '1234.5',
      '3.14',
      '0.125',
      '1234567',
    ]);
  });
});

describe('readChineseNumeral', () => {
  it('reads numbers and refuses what is none', () => {
    expect(['十', '二十三', '三百零五', '一万二千', '两千', '二〇二六', '一亿', '万', '一'].map(readChineseNumeral)).toEqual([
      10,
      23,
      305,
      12_000,
      2_000,
      2_026,
      100_000_000,
      null,
      1,
    ]);
  });
});
