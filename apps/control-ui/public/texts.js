/** What the page says, in its two languages. Keys are the `data-text` and `data-label` of the page. */
const texts = {
  en: {
    skip: 'Skip to the message field',
    conversations: 'Conversations',
    messages: 'Messages',
    close: 'Close',
    newConversation: 'New conversation',
    untitled: 'New conversation',
    remove: 'Remove from this list',
    transcriptNote:
      'This list is kept in this browser only. What you say is kept in the memory of your gateway.',
    switchLanguage: '切换到中文',
    switchTheme: 'Switch between light and dark',
    welcomeTitle: 'Tell me something. I will remember.',
    welcomeText:
      'What you tell me is stored in your own memory, on the machine that runs this gateway. Start a new conversation and ask: I will still know.',
    examples: [
      'I’m Robin, I’m allergic to peanuts, and I fly to Lisbon next Wednesday.',
      'What should I keep in mind when I eat out?',
      'What do you know about me?',
    ],
    promptLabel: 'Your message',
    promptPlaceholder: 'Write a message',
    keysHint: 'Enter sends, Shift+Enter makes a new line',
    send: 'Send',
    stop: 'Stop',
    you: 'You',
    assistant: 'Homarus',
    thinking: 'Working…',
    usedMemory: (count) => `Memory used: ${count}`,
    usedNoMemory: 'No memory was used',
    degraded: (reasons) => `Memory did not work fully: ${reasons}`,
    stopped: 'Stopped.',
    broken: 'The connection was lost before the answer was complete.',
    unreachable: 'The gateway cannot be reached. Is it running?',
    retry: 'Try again',
    copy: 'Copy',
    copied: 'Copied',
    tokenLabel: 'This gateway asks for its token',
    tokenSend: 'Continue',
    tokenNote: 'It is kept in this browser and sent to this gateway only.',
    tokenWrong: 'This token was refused.',
    healthy: 'ready',
    degradedHealth: 'limited',
    down: 'not reachable',
  },
  zh: {
    skip: '跳到输入框',
    conversations: '对话',
    messages: '消息',
    close: '关闭',
    newConversation: '新对话',
    untitled: '新对话',
    remove: '从列表中移除',
    transcriptNote: '此列表只保存在本浏览器中。您说的内容保存在您自己的网关的记忆里。',
    switchLanguage: 'Switch to English',
    switchTheme: '切换明暗主题',
    welcomeTitle: '告诉我一些事，我会记住。',
    welcomeText:
      '您告诉我的内容保存在您自己的记忆里，就在运行网关的这台机器上。开一个新对话再问，我依然知道。',
    examples: ['我叫小林，对花生过敏，下周三要去杭州出差。', '我有什么忌口？', '你了解我哪些事？'],
    promptLabel: '您的消息',
    promptPlaceholder: '输入消息',
    keysHint: 'Enter 发送，Shift+Enter 换行',
    send: '发送',
    stop: '停止',
    you: '您',
    assistant: 'Homarus',
    thinking: '正在处理…',
    usedMemory: (count) => `用到的记忆：${count} 条`,
    usedNoMemory: '没有用到记忆',
    degraded: (reasons) => `记忆未能完全工作：${reasons}`,
    stopped: '已停止。',
    broken: '回答尚未完成，连接已中断。',
    unreachable: '无法连接网关。它在运行吗？',
    retry: '重试',
    copy: '复制',
    copied: '已复制',
    tokenLabel: '此网关需要令牌',
    tokenSend: '继续',
    tokenNote: '令牌保存在本浏览器中，只发送给此网关。',
    tokenWrong: '令牌被拒绝。',
    healthy: '就绪',
    degradedHealth: '受限',
    down: '无法连接',
  },
};

/** `zh` or `en`: what was chosen before, else what the browser prefers. */
export function initialLanguage(chosen, preferred) {
  if (chosen === 'zh' || chosen === 'en') return chosen;
  return preferred.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

export function textsOf(language) {
  return texts[language];
}

/** Fills everything in the page that names a text. */
export function applyTexts(root, language) {
  const t = textsOf(language);
  root.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  for (const node of root.querySelectorAll('[data-text]')) node.textContent = t[node.dataset.text];
  for (const node of root.querySelectorAll('[data-label]')) {
    node.setAttribute('aria-label', t[node.dataset.label]);
    if (node.tagName === 'BUTTON') node.title = t[node.dataset.label];
  }
  for (const node of root.querySelectorAll('[data-placeholder]')) {
    node.placeholder = t[node.dataset.placeholder];
  }
}
