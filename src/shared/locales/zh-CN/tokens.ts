import type { tokens as english } from '../en/tokens.ts';
import type { Translated } from '../shape.ts';

export const tokens: Translated<typeof english> = {
  show: '词元视图',
  list: '回答的词元',
  legend: '底色越重，模型越没有料到这个词元。由 {{model}} 刚刚重读得出，数值来自模型本身。',
  reading: '模型正在重读这个回答…',
  behind: '概率会比正文晚几个词元出现…',
  growing: '回答还在书写，写完后就可以另起分支。',
  empty: '这个回答没有词元。',
  name: '“{{text}}”，{{percent}}',
  all_one: '{{count}} 个词元 · 对数似然 {{logProb}} · 困惑度 {{perplexity}}',
  all_other: '{{count}} 个词元 · 对数似然 {{logProb}} · 困惑度 {{perplexity}}',
  selected_one: '已选 {{count}} 个词元 · 对数似然 {{logProb}} · 困惑度 {{perplexity}}',
  selected_other: '已选 {{count}} 个词元 · 对数似然 {{logProb}} · 困惑度 {{perplexity}}',
  alternatives: '这里还可能出现什么',
  chosen: '回答所用',
  branch: '从这里另起分支，改用',
  hint: '← → 移动 · Shift 选择 · Tab 到候选词元 · Enter 另起分支',
};
