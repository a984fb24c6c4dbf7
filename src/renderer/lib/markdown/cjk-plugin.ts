import remarkCjkFriendly from 'remark-cjk-friendly';
import type { CjkPlugin } from 'streamdown';

/** `**重点。**后文` is bold, although no space follows the closing mark. */
export const cjkPlugin: CjkPlugin = {
  name: 'cjk',
  type: 'cjk',
  remarkPlugins: [remarkCjkFriendly],
  remarkPluginsBefore: [remarkCjkFriendly],
  remarkPluginsAfter: [],
};
