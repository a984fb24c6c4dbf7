import type { StartFailureTexts } from './start-failure-en.ts';

export const START_FAILURE_ZH_CN: StartFailureTexts = {
  code: {
    DISK_FULL: '磁盘已满。请腾出一些空间，然后重新启动。',
    STORAGE_READ_ONLY: '数据文件夹不可写。请检查它的权限，或用 INKSTONE_HOME 指定另一个文件夹。',
    STORAGE_DAMAGED: '对话数据库已损坏，文件原样保留。请用“backups”文件夹中最新的文件恢复，然后重新启动。',
    STORAGE_FAILED: '无法打开数据文件夹中的对话数据库“inkstone.db”。请把它移到别处，或用 INKSTONE_HOME 指定另一个文件夹。',
    STORAGE_BUSY: '另一个程序正在使用对话数据库。请关闭那个程序，然后重新启动。',
  },
  noPermission: '没有使用数据文件夹的权限。请检查它的权限，或用 INKSTONE_HOME 指定另一个文件夹。',
  noPlace: '无法在那里创建数据文件夹。请用 INKSTONE_HOME 指定另一个文件夹。',
  readOnlyDisk: '数据文件夹位于只读磁盘上。请用 INKSTONE_HOME 指定另一个文件夹。',
  noFolder: 'INKSTONE_HOME 指向的是文件，不是文件夹。请指定另一个文件夹。',
  otherCode: (code) => `Inkstone 无法启动（${code}）。详情见数据文件夹中的日志。`,
  unknown: 'Inkstone 无法启动。详情见数据文件夹中的日志。',
  changed: (file) => `程序文件“${file}”与安装时的不一致，因此没有加载。请重新安装 Inkstone。`,
  newer: '对话数据库最近由更新版本的 Inkstone 使用过。',
  newerBy: (writtenBy, running) => `对话数据库最近由 Inkstone ${writtenBy} 使用过，而当前版本是 ${running}。`,
  newerWays: '数据库原样保留。请重新启动较新的版本，或用 INKSTONE_HOME 指定另一个数据文件夹。',
  newerBack: (backup) => `如果要继续使用当前版本，请用“backups/${backup}”的副本替换“inkstone.db”；旧文件请保留，此后写下的内容都在里面。`,
  held: (pid, time) => `Inkstone 已在运行（进程 ${pid}，启动于 ${time}）。`,
};
