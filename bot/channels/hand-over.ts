/**
 * What 人工 answers where the platform's own staff take over: the callback turns exactly this reply
 * into the platform's hand-over (wechat-platform A6), every other way shows it as it stands.
 */
export const HANDED_OVER = '正在为您转接人工客服，请稍候。接下来请直接说您的问题。';
