import type { updates as english } from '../en/updates.ts';
import type { Translated } from '../shape.ts';

export const updates: Translated<typeof english> = {
  title: '更新',
  hint: '只有按下按钮时，Inkstone 才会询问更新源，不会透露你的任何信息，也不会自行下载或安装。',
  hintElsewhere: '此页面随程序一起更新：请获取新版源代码或安装包，然后重新启动 Inkstone。',
  hintNoSource: '此版本没有设置更新源。请到你获取当前版本的地方下载新版。',
  check: '检查更新',
  checking: '正在询问更新源…',
  newest: '已经是最新版本。',
  available: '有新版本 {{version}}。',
  availableSized: '有新版本 {{version}}（{{size}}）。',
  download: '下载',
  downloading: '正在下载版本 {{version}}：{{received}}',
  downloadingOf: '正在下载版本 {{version}}：{{received}} / {{total}}',
  ready: '版本 {{version}} 已下载，签名正确。新版本首次启动前会先备份你的对话。',
  install: '重启并安装',
  failed: {
    offline: '“保持离线”已开启。请先关闭它，再检查更新。',
    unreachable: '更新源没有回应。请检查网络后重试。',
    refused: '更新源的回应不符合要求，未作任何更改。请稍后重试。',
    unsigned: '更新源发来的内容没有此版本发布者的签名，已被拒绝，未作任何更改。',
    damaged: '下载的文件与签名不符，已删除。请重试。',
    disk: '无法保存更新。请在数据文件夹所在的磁盘上腾出空间后重试。',
    unknown: '更新没有成功，未作任何更改。请重试，或直接安装新版本覆盖当前版本。',
  },
  backupMissing: '此版本首次启动前没能备份你的对话，多半是磁盘已满。请腾出空间，然后立即备份。',
  stayOffline: {
    title: '保持离线',
    hint: '拒绝 Inkstone 自身的一切网络连接，包括你主动发起的。对话、写作和翻译都不需要联网。链接仍由浏览器打开。',
  },
};
