import type { Texts } from './en.ts';

export const pluginsZh: Texts['plugins'] = {
  help: {
    plugins: '查看、安装和开关插件',
    list: '列出现有插件',
    inspect: '加载一个插件并显示它提供的功能',
    install: '从目录或 npm 安装插件；不运行安装脚本',
    remove: '移除已安装的插件；它保存的数据仍保留',
    enable: '从下次启动起加载',
    disable: '不再加载',
    run: '运行插件自带的命令',
    id: '插件的 id',
    source: '目录，或 npm 包名：name@version',
    words: '命令及其参数',
  },
  none: (folder) => `${folder} 中没有插件。安装：homarus plugins install <目录或包名>`,
  status: {
    enabled: '已启用',
    degraded: '部分失效',
    failed: '加载失败',
    off: '已关停',
    disabled: '已禁用',
    broken: '损坏',
  },
  installed: (id, version, folder) => `已将 ${id} ${version} 安装到 ${folder}。`,
  slotHint: (slot, id) => `要让它占用该位置，请在配置中设置 plugins.slots.${slot}: ${id}。`,
  removed: (id) => `已移除 ${id}。`,
  notInstalled: (id, folder) =>
    `${id} 不是安装在这里的；它位于 ${folder}。请从 plugins.load.paths 中去掉。`,
  switched: (id, isEnabled, file) => `已在 ${file} 中${isEnabled ? '启用' : '禁用'} ${id}。`,
  restart: '下次启动时生效。',
  noCommands: (id, error) => `${id} 没有命令行命令。${error}`,
};
