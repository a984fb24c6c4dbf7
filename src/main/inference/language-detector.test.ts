import { afterAll, describe, expect, it } from 'vitest';
import { createLanguageDetector } from './language-detector.ts';
import { findByScript } from './script-rule.ts';

const detector = createLanguageDetector({ workerUrl: new URL('./language-worker.ts', import.meta.url), log: { warn: () => undefined } });
afterAll(() => detector.dispose());

describe('language detector', () => {
  it.each([
    ['en', 'The quarterly report shows that revenue has grown.'],
    ['en', 'Hello'],
    ['en', 'the tap in our kitchen drips since two weeks'],
    ['fr', 'Bonjour, comment allez-vous ?'],
    ['de', 'Guten Tag, wie geht es Ihnen?'],
    ['es', 'La reunión empieza el lunes por la tarde.'],
    ['pt', 'Não sei onde está a minha mala.'],
    ['it', 'Dove si trova la stazione più vicina?'],
    ['nl', 'Ik ga morgen naar huis met de trein.'],
    ['pl', 'Spotkanie zaczyna się w poniedziałek.'],
    ['tr', 'Toplantı pazartesi günü başlıyor.'],
    ['vi', 'Cuộc họp bắt đầu lúc ba giờ chiều.'],
    ['ru', 'Встреча начнётся в понедельник.'],
    ['ar', 'يبدأ الاجتماع يوم الاثنين.'],
    ['zh', '会议改到周四下午三点。'],
    ['ja', '会議は月曜日に始まります。'],
    ['ko', '회의는 월요일에 시작합니다.'],
  ])('is sure of %s: %s', async (language, text) => {
    const detected = await detector.detect(text);
    expect(detected.language).toBe(language);
    expect(detected.confidence).toBeGreaterThanOrEqual(0.5);
  });

  it.each(['OK', 'a', 'Inkstone 3.2', 'Berlin 你好 ok'])('is not sure of %j', async (text) => {
    expect((await detector.detect(text)).confidence).toBeLessThan(0.5);
  });

  it.each(['', '42 %', 'https://example.org/the/house/is/here', '🙂', 'ภาษาไทย'])('names no language for %j', async (text) => {
    expect(await detector.detect(text)).toEqual({ language: null, confidence: 0 });
  });

  it('names the main language of a mixed text, with less confidence', async () => {
    const detected = await detector.detect('我们下周发布 Inkstone 的新版本，请大家准时参加。');
    expect(detected.language).toBe('zh');
    expect(detected.confidence).toBeLessThan(0.95);
  });

  it('answers many questions at once, each with its own answer', async () => {
    const found = await Promise.all(
      ['Where is the station of this town?', 'Wo ist der Bahnhof dieser Stadt?'].map((text) => detector.detect(text)),
    );
    expect(found.map(({ language }) => language)).toEqual(['en', 'de']);
  });

  it('does not hang or throw when the worker cannot start', async () => {
    const broken = createLanguageDetector({ workerUrl: new URL('./no-such-worker.ts', import.meta.url), log: { warn: () => undefined } });
    expect(await broken.detect('Where is the station of this town?')).toEqual({ language: null, confidence: 0 });
    await broken.dispose();
  });
});

describe('findByScript', () => {
  it('reads only a sample of a long text', () => {
    const start = performance.now();
    findByScript('水'.repeat(1_000_000));
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});
