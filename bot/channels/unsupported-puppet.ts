import { Puppet, throwUnsupportedError } from 'wechaty-puppet';

/**
 * Everything a wechaty puppet must have and a conversation of one person with a bureau never
 * needs. wechaty's mixins lose the `abstract` of their methods: the compiler does not miss one
 * that is not here, only the running bot does (wechat-platform C5).
 */
export abstract class UnsupportedPuppet extends Puppet {
  override contactSelfName = unsupported;
  override contactSelfQRCode = unsupported;
  override contactSelfSignature = unsupported;
  override contactAlias = unsupported;
  override contactAvatar = unsupported;
  override contactPhone = unsupported;
  override contactCorporationRemark = unsupported;
  override contactDescription = unsupported;

  override conversationReadMark = unsupported;
  override messageContact = unsupported;
  override messageMiniProgram = unsupported;
  override messageForward = unsupported;
  override messageSendContact = unsupported;
  override messageSendFile = unsupported;
  override messageSendLocation = unsupported;
  override messageSendMiniProgram = unsupported;
  override messageSendPost = unsupported;
  override messageSendUrl = unsupported;
  override messageRecall = unsupported;

  override roomAdd = unsupported;
  override roomAvatar = unsupported;
  override roomCreate = unsupported;
  override roomDel = unsupported;
  override roomList = unsupported;
  override roomQRCode = unsupported;
  override roomQuit = unsupported;
  override roomTopic = unsupported;
  override roomRawPayload = unsupported;
  override roomRawPayloadParser = unsupported;
  override roomAnnounce = unsupported;
  override roomMemberList = unsupported;
  override roomMemberRawPayload = unsupported;
  override roomMemberRawPayloadParser = unsupported;
  override roomInvitationAccept = unsupported;
  override roomInvitationRawPayload = unsupported;
  override roomInvitationRawPayloadParser = unsupported;

  override friendshipAccept = unsupported;
  override friendshipAdd = unsupported;
  override friendshipSearchPhone = unsupported;
  override friendshipSearchHandle = unsupported;
  override friendshipRawPayload = unsupported;
  override friendshipRawPayloadParser = unsupported;

  override tagContactAdd = unsupported;
  override tagContactDelete = unsupported;
  override tagContactList = unsupported;
  override tagContactRemove = unsupported;

  override postRawPayload = unsupported;
  override postRawPayloadParser = unsupported;
  override postPublish = unsupported;
  override postSearch = unsupported;
  override tap = unsupported;
  override tapSearch = unsupported;
}

async function unsupported(): Promise<never> {
  return throwUnsupportedError();
}
