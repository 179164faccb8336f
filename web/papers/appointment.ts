import { z } from 'zod';
import { qrPicture } from './qr.ts';
import { byHand, day, roomFor, text } from './values.ts';

/** 聘书 (GP-6.4a): the printed days as staff confirmed them, and the page where anybody checks it. */
export const appointmentLetter = z
  .strictObject({
    bureau: text,
    number: text,
    name: text,
    /** as what: 高平市医疗保障基金社会监督员 */
    post: text,
    from: day,
    to: day,
    /** the day of the decision */
    day,
    /** where it can be checked; its QR image is printed beside it */
    address: text,
  })
  .transform(async (paper) => ({
    局名: paper.bureau,
    编号: paper.number,
    姓名: roomFor(paper.name, 4),
    职务: roomFor(paper.post, 10),
    开始日期: byHand(paper.from),
    结束日期: byHand(paper.to),
    日期: byHand(paper.day),
    核对网址: paper.address,
    二维码: await qrPicture(paper.address, '核对聘书是否有效的二维码'),
  }));
