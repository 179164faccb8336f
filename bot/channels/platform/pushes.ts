import type { XmlTree } from '../transport/xml.ts';

/** What a push says beside who, to whom and when (wechat-platform A3). */
export type PushFields = XmlTree;

const event = (name: string, fields: PushFields = {}): PushFields => ({
  MsgType: 'event',
  Event: name,
  ...fields,
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
  templateResult: (msgId: string, status: string): PushFields =>
    event('TEMPLATESENDJOBFINISH', { MsgID: msgId, Status: status }),
} as const;
