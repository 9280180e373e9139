import type { ProblemTexts } from './problems-en.ts';

/** 网关的原话是英文：说明是哪一类问题，原话放在括号里。 */
const withMessage =
  (kind: string) =>
  (message: string): string =>
    `${kind}（${message}）`;

export const zhProblems: ProblemTexts = {
  NO_CONNECTION: () => '无法连接网关。',
  CONNECTION_LOST: () => '与网关的连接中断了，请重试。',
  CONNECTION_SILENT: () => '网关没有响应，请重试。',
  CLIENT_CLOSED: () => '连接已关闭。',

  AUTH_TOKEN_MISSING: () => '需要令牌。',
  AUTH_TOKEN_MISMATCH: () => '令牌不正确。',
  AUTH_PASSWORD_MISSING: () => '需要密码。',
  AUTH_PASSWORD_MISMATCH: () => '密码不正确。',
  AUTH_DEVICE_TOKEN_MISMATCH: () => '此浏览器的令牌已失效，请重新登录。',
  AUTH_RATE_LIMITED: () => '错误尝试过多，请稍后再试。',
  CONTROL_UI_ORIGIN_NOT_ALLOWED: withMessage('网关不允许从这个地址打开页面'),
  CONTROL_UI_DEVICE_IDENTITY_REQUIRED: withMessage('此页面必须证明自己的设备'),
  DEVICE_IDENTITY_REQUIRED: withMessage('必须证明自己的设备'),
  DEVICE_AUTH_DEVICE_ID_MISMATCH: withMessage('设备的密钥与标识不符'),
  DEVICE_AUTH_SIGNATURE_EXPIRED: () => '签名已过期：本机与网关的时钟可能相差过大。',
  DEVICE_AUTH_NONCE_REQUIRED: withMessage('设备签名不完整'),
  DEVICE_AUTH_NONCE_MISMATCH: withMessage('设备签名不符'),
  DEVICE_AUTH_SIGNATURE_INVALID: withMessage('设备签名无效'),
  DEVICE_AUTH_PUBLIC_KEY_INVALID: withMessage('设备公钥无效'),
  PAIRING_REQUIRED: () => '此浏览器需要先获得批准。',
  PROTOCOL_MISMATCH: () => '页面与网关的版本不一致，请刷新页面。',
  INVALID_CONNECT_PARAMS: withMessage('连接请求无效'),
  NOT_CONNECTED: () => '尚未连接。',

  INVALID_FRAME: withMessage('请求无效'),
  UNKNOWN_METHOD: withMessage('此网关没有这项功能'),
  MISSING_SCOPE: withMessage('此浏览器没有这项权限，可在“设备”页查看'),
  ALREADY_CONNECTED: withMessage('已经连接'),
  DUPLICATE_ID: withMessage('请求重复'),
  TOO_MANY_CALLS: () => '同时进行的请求过多，请重试。',
  CRON_JOB_NOT_FOUND: () => '这个定时任务已不存在。',

  INVALID_REQUEST: withMessage('请求无效'),
  UNAUTHORIZED: withMessage('未通过身份验证'),
  FORBIDDEN: withMessage('不允许这样做'),
  NOT_FOUND: withMessage('没有找到'),
  CONFLICT: withMessage('与现有内容冲突'),
  PAYLOAD_TOO_LARGE: withMessage('内容过大'),
  RATE_LIMITED: withMessage('请求过于频繁'),
  UNAVAILABLE: withMessage('暂时不可用'),
  TIMEOUT: withMessage('超时'),
  ABORTED: () => '已中止。',
  MODEL_FAILED: withMessage('模型出错'),
  UNSUPPORTED: withMessage('不支持'),
  INTERNAL: () => '内部错误，详情见日志。',
};
