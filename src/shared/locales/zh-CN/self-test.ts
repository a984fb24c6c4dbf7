import type { selfTest as english } from '../en/self-test.ts';
import type { Translated } from '../shape.ts';

export const selfTest: Translated<typeof english> = {
  title: '自检',
  intro: '看看哪些功能在这个桌面上能用、哪些不能用，以及怎么解决。自检不会往其他程序里输入内容，也不会改动剪贴板。',
  run: '重新检测',
  list: '检测结果',
  running: '正在检测，需要几秒钟。',
  testing: '检测中…',
  done: '检测完成：{{pass}} 项可用，{{fail}} 项不可用，{{unknown}} 项无法确定。',
  desktop: '桌面环境：{{name}}。',
  onlyDesktop: '自检只适用于桌面版',
  onlyDesktopText:
    '浏览器里的网页接触不到其他程序：没有全局快捷键，读不到其他程序里选中的文字，也不能替你粘贴。复制和粘贴则和普通网页一样。',
  ask: '向 macOS 请求授权',
  asked: 'macOS 会弹出自己的窗口（以前问过就不再弹出）。打开 Inkstone 的开关后，请重新检测。',
  toSettings: '返回设置',
  openLink: '打开自检',
  state: { pass: '可用', fail: '不可用', unknown: '无法确定' },
  name: {
    shortcut: '快问的快捷键',
    capture: '读取选中的文字',
    paste: '把回答放回原处',
    permissions: '权限',
    tray: '托盘图标',
    notifications: '通知',
    gpu: '图形处理器',
  },
  system: {
    x11: 'X11 会话',
    'x11-gnome': 'GNOME（X11）',
    'x11-kde': 'KDE Plasma（X11）',
    wayland: 'Wayland 会话',
    'wayland-gnome': 'GNOME（Wayland）',
    'wayland-kde': 'KDE Plasma（Wayland）',
    macos: 'macOS 系统',
    windows: 'Windows 系统',
    none: '没有找到显示器',
  },
  reason: {
    testBroke: { seen: '这项检测没有跑完。', fix: '请重新检测。如果一直这样，可以查看数据文件夹里的日志。' },
    shortcutWorks: { seen: '系统已经把这个快捷键交给 Inkstone。', fix: '' },
    shortcutNone: { seen: '还没有设置快捷键。', fix: '可以在“设置 › 快捷键”里设置，也可以从托盘打开快问。' },
    shortcutRefused: {
      seen: '系统拒绝了这个快捷键：它已被其他程序占用。',
      fix: '请在“设置 › 快捷键”里换一个，或者在系统里添加一个运行“inkstone --quick-ask”的快捷键。',
    },
    shortcutWayland: {
      seen: '在 Wayland 上，快捷键归哪个程序由桌面自己决定。',
      fix: '请查看系统的键盘设置，或者在那里添加一个运行“inkstone --quick-ask”的快捷键。',
    },
    captureWorks: { seen: '一段测试文字经窗口系统转了一圈，完整地回来了。读取选中的文字不会动用剪贴板。', fix: '' },
    captureNoTool: {
      seen: '读取选中文字的小程序无法使用。',
      fix: '在 Linux 上请安装“xclip”或“xsel”。在此之前，请先复制文字，再按快捷键。',
    },
    captureNoAnswer: {
      seen: '窗口系统没有及时把测试文字还回来。',
      fix: '可能是剪贴板管理程序的影响。请关掉它再检测一次，或者先复制文字。',
    },
    captureWayland: {
      seen: 'Wayland 不允许一个程序读取另一个程序里选中的文字。',
      fix: '请先复制文字，再按快捷键，快问会从剪贴板取用。也可以改用 X11 会话登录。',
    },
    captureNoDisplay: { seen: '没有找到显示器。', fix: '请在桌面环境里启动 Inkstone。' },
    captureByCopying: {
      seen: '读取选中的文字要靠替你按下复制键，不打扰其他程序就没法试。',
      fix: '在任意程序里选中几个字，再按快捷键，快问里会显示出来。',
    },
    capturePermission: {
      seen: 'macOS 不允许 Inkstone 按下复制键。',
      fix: '请在“系统设置 › 隐私与安全性 › 辅助功能”里允许 Inkstone。如果已经打开，请先把它从列表中移除，再重新添加。',
    },
    pasteWorks: { seen: '能识别最前面的窗口，能发送按键，也能知道回答有没有被取走。', fix: '' },
    pasteUntold: { seen: '能识别最前面的窗口，也能发送按键，但无法知道回答有没有被取走。', fix: '安装“xclip”后就能知道。' },
    pasteNoTool: { seen: '无法向其他程序发送按键。', fix: '在 Linux 上请安装“xdotool”。在此之前，回答会放到剪贴板，由你自己粘贴。' },
    pasteNoWindow: { seen: '窗口管理器没有说明哪个窗口在最前面，所以不会盲目粘贴。', fix: '回答会放到剪贴板，请自己粘贴。' },
    pasteWayland: {
      seen: 'Wayland 不允许一个程序往另一个程序里输入。',
      fix: '回答会放到剪贴板，请自己粘贴。也可以改用 X11 会话登录。',
    },
    pasteNoDisplay: { seen: '没有找到显示器。', fix: '请在桌面环境里启动 Inkstone。' },
    pasteUntried: {
      seen: '能识别最前面的窗口。但对方接不接受粘贴，不真的输入就没法试。',
      fix: '可以在编辑器里试试“替换”，撤销就能恢复原文。',
    },
    pastePermission: {
      seen: 'macOS 不允许 Inkstone 按下粘贴键。',
      fix: '请在“系统设置 › 隐私与安全性 › 辅助功能”里允许 Inkstone。在此之前，回答会放到剪贴板。',
    },
    permissionsNotNeeded: { seen: '这个桌面不需要任何权限。', fix: '' },
    permissionsWayland: { seen: '没有权限可以授予：Wayland 让各个程序彼此隔开。', fix: '请使用剪贴板，或者改用 X11 会话登录。' },
    permissionsGranted: { seen: '“辅助功能”已经允许，并且确实有效。', fix: '' },
    permissionsMissing: {
      seen: '“辅助功能”没有允许，或者在上次更新后失效了。',
      fix: '请在“系统设置 › 隐私与安全性 › 辅助功能”里打开 Inkstone。如果已经打开，请先把它从列表中移除，再重新添加。',
    },
    permissionsElevated: {
      seen: 'Windows 不需要授权，但以管理员身份运行的程序不接受 Inkstone 发送的按键。',
      fix: '对这些程序，请用“复制”，然后自己粘贴。',
    },
    trayShown: { seen: '这个桌面会显示托盘图标。', fix: '' },
    trayNoHost: { seen: '托盘图标显示不出来。', fix: '请在面板上添加系统托盘。没有托盘时，仍可用快捷键或再次启动来打开 Inkstone。' },
    trayGnome: {
      seen: 'GNOME 本身不显示托盘图标。',
      fix: '请安装扩展“AppIndicator and KStatusNotifierItem Support”，或者用快捷键打开 Inkstone。',
    },
    notificationsThere: { seen: '这个桌面会显示通知。', fix: '' },
    notificationsMissing: { seen: '这个桌面上没有显示通知的服务。', fix: '请安装一个通知服务，或者在生成回答时让窗口开着。' },
    notificationsMuted: {
      seen: '系统支持通知，但没有说明是否显示 Inkstone 的通知。',
      fix: '如果看不到通知，请在系统设置里允许 Inkstone 发送通知，并关闭“勿扰模式”。',
    },
    notificationsUnknown: { seen: '问不到这个桌面的通知情况。', fix: '如果看不到通知，请查看系统设置。' },
    gpuUsed: { seen: '当前加载的模型正在使用它。', fix: '' },
    gpuNotUsed: {
      seen: '当前加载的模型在 CPU 上运行：没有找到可用的图形处理器，或者驱动程序拒绝了。',
      fix: '一切功能照常，只是慢一些。更新驱动程序也许有用；“模型”页会说明在哪里运行。',
    },
    gpuOff: { seen: '它在设置里被关掉了。', fix: '想试试的话，请在“设置 › 引擎”里打开。' },
    gpuNoModel: { seen: '还没有加载模型，所以没有试过。', fix: '请在“模型”页加载一个模型，再重新检测。' },
  },
};
