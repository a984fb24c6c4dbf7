/**
 * PDFs name glyphs, not letters: Chromium prints 日 as the radical ⽇, and fonts join fi to one sign. Those are put back; full-width
 * punctuation, which plain NFKC would narrow, stays.
 */
const SUPPLEMENT: Readonly<Record<string, string>> = {
  '⺠': '民',
  '⺟': '母',
  '⺓': '幺',
  '⺝': '月',
  '⺩': '王',
  '⺬': '示',
  '⺮': '竹',
  '⺼': '肉',
  '⻁': '虎',
  '⻄': '西',
  '⻅': '见',
  '⻆': '角',
  '⻉': '贝',
  '⻋': '车',
  '⻓': '长',
  '⻔': '门',
  '⻘': '青',
  '⻙': '韦',
  '⻚': '页',
  '⻛': '风',
  '⻜': '飞',
  '⻝': '食',
  '⻢': '马',
  '⻣': '骨',
  '⻤': '鬼',
  '⻥': '鱼',
  '⻦': '鸟',
  '⻧': '卤',
  '⻨': '麦',
  '⻩': '黄',
  '⻬': '齐',
  '⻮': '齿',
  '⻰': '龙',
  '⻳': '龟',
};

export const readableText = (text: string): string =>
  text
    .replaceAll(/[\u2F00-\u2FDF\uFB00-\uFB06]/gu, (sign) => sign.normalize('NFKC'))
    .replaceAll(/[\u2E80-\u2EFF]/gu, (sign) => SUPPLEMENT[sign] ?? sign)
    .replaceAll('\0', '');
