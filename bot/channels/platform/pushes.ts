import type { XmlTree } from '../transport/xml.ts';

/** What a push says beside who, to whom and when (wechat-platform A3). */
export type PushFields = XmlTree;

const event = (name: string, fields: PushFields = {}): PushFields => ({
  MsgType: 'event',
  Event: name,
  ...fields,
});

/** How a person answered one template in the window that asked. */
export interface Answered {
  readonly templateId: string;
  readonly accepts: boolean;
}

interface SentNotice {
  readonly templateId: string;
  readonly msgId: string;
  readonly code: string;
}

/** One entry stands alone, several one behind the other: in XML nobody can tell a list of one (A3). */
const listOf = (answers: readonly Answered[]): XmlTree => ({
  List: answers.map(({ templateId, accepts }) => ({
    TemplateId: templateId,
    SubscribeStatusString: accepts ? 'accept' : 'reject',
    PopupScene: '2',
  })),
});

/** The fields of each kind of push, as the platform spells them. */
export const pushes = {
  text: (text: string, menuItem?: string): PushFields => ({
    MsgType: 'text',
    Content: text,
    ...(menuItem !== undefined && { bizmsgmenuid: menuItem }),
  }),
  image: (mediaId: string): PushFields => ({
    MsgType: 'image',
    PicUrl: `http://mmbiz.qpic.cn/${mediaId}`,
    MediaId: mediaId,
  }),
  voice: (mediaId: string, words?: string): PushFields => ({
    MsgType: 'voice',
    MediaId: mediaId,
    Format: 'amr',
    ...(words !== undefined && { Recognition: words }),
  }),
  video: (mediaId: string): PushFields => ({
    MsgType: 'video',
    MediaId: mediaId,
    ThumbMediaId: `${mediaId}-thumb`,
  }),
  location: (label: string, latitude: string, longitude: string): PushFields => ({
    MsgType: 'location',
    Location_X: latitude,
    Location_Y: longitude,
    Scale: '15',
    Label: label,
  }),
  link: (title: string, description: string, url: string): PushFields => ({
    MsgType: 'link',
    Title: title,
    Description: description,
    Url: url,
  }),
  tap: (item: string): PushFields => event('CLICK', { EventKey: item }),
  view: (url: string): PushFields => event('VIEW', { EventKey: url, MenuId: '1' }),
  subscribe: (scene?: string): PushFields =>
    event('subscribe', { EventKey: scene === undefined ? '' : `qrscene_${scene}` }),
  unsubscribe: (): PushFields => event('unsubscribe', { EventKey: '' }),
  scan: (scene: string): PushFields => event('SCAN', { EventKey: scene, Ticket: 'ticket' }),
  subscriptionAnswered: (answers: readonly Answered[], changed = false): PushFields =>
    changed
      ? event('subscribe_msg_change_event', { SubscribeMsgChangeEvent: listOf(answers) })
      : event('subscribe_msg_popup_event', { SubscribeMsgPopupEvent: listOf(answers) }),
  subscriptionSent: ({ templateId, msgId, code }: SentNotice): PushFields =>
    event('subscribe_msg_sent_event', {
      SubscribeMsgSentEvent: {
        List: {
          TemplateId: templateId,
          MsgID: msgId,
          ErrorCode: code,
          ErrorStatus: code === '0' ? 'success' : 'failed:user refused',
        },
      },
    }),
  rightsRevoked: (): PushFields =>
    event('user_authorization_revoke', { OpenID: '', RevokeInfo: '1', PluginID: '' }),
  /** a result of a mass message: nobody answers it, and it must not be refused */
  massResult: (): PushFields =>
    event('MASSSENDJOBFINISH', { MsgID: '1', Status: 'send success', TotalCount: '1' }),
  templateResult: (msgId: string, status: string): PushFields =>
    event('TEMPLATESENDJOBFINISH', { MsgID: msgId, Status: status }),
} as const;
