// The words of the page, in the languages it speaks.

const EN = {
	'name': 'English',
	'overview': 'Overview', 'clients': 'Clients', 'retained': 'Retained', 'bans': 'Bans', 'try': 'Live client',
	'connections': 'Connections', 'sessions': 'Sessions', 'subscriptions': 'Subscriptions',
	'retainedMessages': 'Retained messages', 'queued': 'Queued messages', 'inflight': 'In flight',
	'packetsIn': 'Packets in, a second', 'packetsOut': 'Packets out, a second',
	'bytesIn': 'Bytes in, a second', 'bytesOut': 'Bytes out, a second',
	'traffic': 'Packets a second', 'volume': 'Bytes a second', 'drops': 'Messages dropped', 'refusals': 'Clients refused',
	'since': 'since the start', 'none': 'none', 'cause': 'Cause', 'count': 'Count', 'reason': 'Reason',
	'slow': 'Slow subscribers', 'slowHint': 'Clients whose messages took long to be sent or acknowledged.', 'longest': 'Longest',
	'state': 'State', 'overload': 'overloaded: {0}', 'running': 'running', 'live': 'live', 'stale': 'no news, trying again',
	'clientId': 'Client id', 'user': 'User', 'address': 'Address', 'version': 'Version', 'connectedSince': 'Connected since',
	'connected': 'connected', 'away': 'away', 'onlyConnected': 'only connected', 'search': 'Client id contains',
	'filter': 'Topic filter', 'topic': 'Topic', 'qos': 'QoS', 'payload': 'Payload', 'retain': 'retain', 'bytes': 'Bytes',
	'queue': 'Queue', 'queueOf': 'What waits for it', 'expiry': 'Outlives its connection by', 'forever': 'for ever',
	'kick': 'Disconnect', 'ban': 'Ban', 'purge': 'Empty the queue', 'deleteSession': 'Delete the session',
	'remove': 'Remove', 'add': 'Add', 'cancel': 'Cancel', 'sure': 'Sure?', 'done': 'Done.', 'back': 'Back',
	'kickAsk': 'Disconnect {0}? Its session stays.',
	'banAsk': 'Ban {0}? It is disconnected and refused until the ban ends.',
	'unsubscribeAsk': 'Unsubscribe {0} from {1}?',
	'purgeAsk': 'Throw away all {1} messages that wait for {0}?',
	'deleteAsk': 'Delete the session of {0}, with its subscriptions and everything that waits?',
	'removeRetainedAsk': 'Remove the retained message of {0}?',
	'unbanAsk': 'Lift the ban of {0}?',
	'banKind': 'What is banned', 'banValue': 'Value', 'until': 'Until', 'minutes': 'Minutes, empty for ever', 'why': 'Why',
	'CLIENT_ID': 'client id', 'PRINCIPAL': 'user', 'ADDRESS': 'address',
	'subscribe': 'Subscribe', 'unsubscribe': 'Unsubscribe', 'publish': 'Publish', 'messages': 'Messages', 'clear': 'Clear',
	'tryHint': 'A small client in this page, with the permissions of who is logged in here.',
	'page': 'Page {0} of {1}, {2} in all', 'previous': 'Previous', 'next': 'Next',
	'theme': 'Theme', 'auto': 'as the system', 'light': 'light', 'dark': 'dark', 'language': 'Language',
	'help': 'Keys', 'helpText': '1 to {0}: pages · /: search · Esc: close · ?: this', 'pages': 'Pages',
	'failed': 'That did not work: {0}', 'loggedOut': 'Log in again: reload the page.', 'forbidden': 'You may not do that.',
	'notFound': 'There is no such client.', 'more': '{0} more are not shown', 'first': 'The first {0}; a narrower filter shows others.', 'show': 'Show', 'empty': 'Nothing here.',
};

const ZH = {
	'name': '中文',
	'overview': '概览', 'clients': '客户端', 'retained': '保留消息', 'bans': '封禁', 'try': '实时客户端',
	'connections': '连接数', 'sessions': '会话数', 'subscriptions': '订阅数',
	'retainedMessages': '保留消息数', 'queued': '排队消息数', 'inflight': '飞行窗口',
	'packetsIn': '每秒接收报文', 'packetsOut': '每秒发送报文', 'bytesIn': '每秒接收字节', 'bytesOut': '每秒发送字节',
	'traffic': '每秒报文数', 'volume': '每秒字节数', 'drops': '丢弃的消息', 'refusals': '拒绝的客户端',
	'since': '自启动以来', 'none': '无', 'cause': '原因', 'count': '数量', 'reason': '原因码',
	'slow': '慢订阅者', 'slowHint': '消息发送或确认耗时较长的客户端。', 'longest': '最长耗时',
	'state': '状态', 'overload': '过载：{0}', 'running': '运行中', 'live': '实时', 'stale': '没有数据，正在重试',
	'clientId': '客户端 ID', 'user': '用户', 'address': '地址', 'version': '版本', 'connectedSince': '连接时间',
	'connected': '在线', 'away': '离线', 'onlyConnected': '只看在线', 'search': '客户端 ID 包含',
	'filter': '主题过滤器', 'topic': '主题', 'qos': 'QoS', 'payload': '内容', 'retain': '保留', 'bytes': '字节',
	'queue': '队列', 'queueOf': '等待发送的消息', 'expiry': '断开后会话保留', 'forever': '永久',
	'kick': '断开', 'ban': '封禁', 'purge': '清空队列', 'deleteSession': '删除会话',
	'remove': '删除', 'add': '添加', 'cancel': '取消', 'sure': '确认', 'done': '完成。', 'back': '返回',
	'kickAsk': '断开 {0}？会话会保留。',
	'banAsk': '封禁 {0}？它会被断开，封禁结束前不能连接。',
	'unsubscribeAsk': '取消 {0} 对 {1} 的订阅？',
	'purgeAsk': '丢弃等待发送给 {0} 的全部 {1} 条消息？',
	'deleteAsk': '删除 {0} 的会话，包括订阅和所有等待的消息？',
	'removeRetainedAsk': '删除 {0} 的保留消息？',
	'unbanAsk': '解除对 {0} 的封禁？',
	'banKind': '封禁对象', 'banValue': '值', 'until': '截止', 'minutes': '分钟，留空为永久', 'why': '原因',
	'CLIENT_ID': '客户端 ID', 'PRINCIPAL': '用户', 'ADDRESS': '地址',
	'subscribe': '订阅', 'unsubscribe': '取消订阅', 'publish': '发布', 'messages': '消息', 'clear': '清除',
	'tryHint': '页面里的小客户端，权限与当前登录用户相同。',
	'page': '第 {0} / {1} 页，共 {2} 条', 'previous': '上一页', 'next': '下一页',
	'theme': '主题色', 'auto': '跟随系统', 'light': '浅色', 'dark': '深色', 'language': '语言',
	'help': '快捷键', 'helpText': '1 到 {0}：切换页面 · /：搜索 · Esc：关闭 · ?：本帮助', 'pages': '分页',
	'failed': '操作失败：{0}', 'loggedOut': '请重新登录：刷新页面。', 'forbidden': '没有权限。',
	'notFound': '没有这个客户端。', 'more': '还有 {0} 条没有显示', 'first': '前 {0} 条；用更窄的过滤器查看其他消息。', 'show': '查看', 'empty': '没有数据。',
};

export const LANGUAGES = {en: EN, zh: ZH};

const KEY = 'mqtt.language';

export function language() {
	const chosen = localStorage.getItem(KEY);
	return chosen in LANGUAGES ? chosen : navigator.language.startsWith('zh') ? 'zh' : 'en';
}

/** Returns how numbers and times are written: as in the country of the browser, if it speaks that language. */
export const locale = () => navigator.languages.find((each) => each.startsWith(language())) ?? language();

export function speak(chosen) {
	localStorage.setItem(KEY, chosen);
	document.documentElement.lang = chosen;
}

/** Returns a text in the language of the page, with its gaps filled. */
export function say(key, ...values) {
	const text = LANGUAGES[language()][key] ?? key;
	return values.reduce((sofar, value, i) => sofar.replaceAll(`{${i}}`, String(value)), text);
}
