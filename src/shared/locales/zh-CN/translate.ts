import type { translate as english } from '../en/translate.ts';
import type { Translated } from '../shape.ts';

export const translate: Translated<typeof english> = {
  title: '翻译',
  from: '源语言',
  to: '目标语言',
  swap: '交换语言',
  translate: '翻译',
  source: '原文',
  translation: '译文',
  replaced: '已换成对话里的文字。',
  sourcePlaceholder: '在这里写或粘贴要翻译的文字。',
  translationPlaceholder: '译文会显示在这里。',
  detect: '自动检测',
  detected: '检测为{{language}}（{{percent}}%）',
  unsure: '可能是{{language}}（{{percent}}%）',
  correct: {
    question: '不对？',
    unsure: '文字太短或混有多种语言，无法确定。它是：',
    option: '是{{language}}',
  },
  alreadyThere: '这段文字已经是{{language}}。',
  into: '翻译成{{language}}',
  cannot: {
    text: '{{model}} 无法把{{from}}翻译成{{to}}，它写出来的不会是译文。请选择一个同时懂这两种语言的模型。',
    unknownSource: '{{model}} 无法翻译成{{to}}，它写出来的不会是译文。请选择一个同时懂这两种语言的模型。',
    choose: '选择模型',
    tryAnyway: '仍然试试',
  },
  weak: '{{model}} 的翻译会有错误，请核对。',
  unknown: '尚不清楚 {{model}} 的翻译水平，请核对译文。',
  untranslated: {
    label: '模型输出（不是译文）',
    text: '以下是 {{model}} 写的内容，不是译文。',
  },
  stopped: '已停止，只翻译了一部分。',
  tooLong: '译文达到长度上限，没有写完。',
  empty: '模型没有写出译文。请重试，或换一个模型。',
  issues: {
    title: '请核对',
    none: '数字、网址、邮箱和占位符都在。',
    missing: {
      number: '译文缺少数字 {{text}}。',
      url: '译文缺少网址 {{text}}。',
      email: '译文缺少邮箱 {{text}}。',
      placeholder: '译文缺少占位符 {{text}}。',
    },
    added: {
      number: '原文没有数字 {{text}}。',
      url: '原文没有网址 {{text}}。',
      email: '原文没有邮箱 {{text}}。',
      placeholder: '原文没有占位符 {{text}}。',
    },
  },
  outdated: '翻译之后，原文又有改动。',
};
