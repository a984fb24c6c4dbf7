import type { common as english } from '../en/common.ts';
import type { Translated } from '../shape.ts';

export const common: Translated<typeof english> = {
  appName: 'Inkstone',
  nav: {
    label: '主导航',
    chat: '对话',
    quickAsk: '快问',
    write: '写作',
    translate: '翻译',
    models: '模型',
    settings: '设置',
  },
  action: {
    cancel: '取消',
    close: '关闭',
    copy: '复制',
    copied: '已复制',
    retry: '重试',
    undo: '撤销',
    stop: '停止',
    more: '更多',
    remove: '移除',
    save: '保存',
    reset: '恢复默认',
  },
  connection: {
    connecting: '正在连接本机的 Inkstone…',
    lost: '与 Inkstone 的连接断开了，正在重连；你写的内容都还在。',
    signedOutTitle: '此窗口尚未登录',
    signedOutText: '请打开 Inkstone 启动时显示的地址；也可以再启动一次，它会给出新的地址。',
  },
  engine: {
    none: '没有模型',
    starting: '正在启动 {{name}}',
    loading: '正在加载 {{name}} {{percent}}%',
    ready: '{{name}} 已就绪',
    busy: '{{name}} 忙碌中',
    failed: '{{name}} 出错了',
    chip: '模型：{{status}}。打开模型页',
    gpu: 'GPU',
    cpu: 'CPU',
  },
  live: {
    queuedFirst: '下一个就是',
    queued_one: '前面还有 {{count}} 个请求',
    queued_other: '前面还有 {{count}} 个请求',
    loading: '正在加载模型',
    reading: '阅读中 {{percent}}%',
    writing: '书写中',
  },
  problem: {
    title: 'Inkstone 出现了程序错误',
    text: '此页面停止了工作。你的对话都已保存。重新加载即可继续。',
    reload: '重新加载',
  },
};
