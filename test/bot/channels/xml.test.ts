import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { splitText } from '../../../bot/channels/transport/parts.ts';
import { parseJson } from '../../../bot/channels/transport/json.ts';
import { buildXml, parseXml } from '../../../bot/channels/transport/xml.ts';

describe('what a person typed is kept exactly', () => {
  const typed = [
    '007',
    '1e3',
    '0x10',
    'true',
    '+8613800000000',
    ' 前后有空格 ',
    '👨‍👩‍👧‍👦 𠮷',
    'مرحبا \u202e反',
    '零\u200b宽\u200d',
    ']]>',
    '<!DOCTYPE html>',
    '<!ENTITY x>',
    '&lt;&amp;&#65;',
    '__proto__',
    '第一行\n第二行',
    '长'.repeat(10_000),
  ];

  test.each(typed)('F10 %j', (text) => {
    expect(parseXml(buildXml({ Content: text }))).toEqual({ Content: text });
  });

  test('F10 any text without control characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const printable = text.replace(/\p{Cc}|[\ufffe\uffff]/gu, '');
        expect(parseXml(buildXml({ Content: printable }))).toEqual({ Content: printable });
      }),
    );
  });

  test('control characters and lone surrogates do not spoil a reply', () => {
    const text = `a${String.fromCharCode(0, 8, 0xd800)}b`;
    expect(parseXml(buildXml({ Content: text }))).toEqual({ Content: 'ab' });
  });

  test('numbers of 19 digits stay whole in JSON', () => {
    const json =
      '{"MsgId":1234567890123456789,"Content":"\\"MsgId\\": 1234567890123456789","n":1.5}';
    expect(parseJson(json)).toEqual({
      MsgId: '1234567890123456789',
      Content: '"MsgId": 1234567890123456789',
      n: 1.5,
    });
  });
});

describe('F09 what is not a plain body is refused, at once', () => {
  const bombs = {
    nothing: '',
    'plain text': 'hello',
    'an unclosed tag': '<xml><Content>a',
    'crossed tags': '<xml><a><b></a></b></xml>',
    'two roots': '<xml></xml><xml></xml>',
    'another root': '<html><Content>1</Content></html>',
    'a DOCTYPE': '<!DOCTYPE xml><xml><Content>a</Content></xml>',
    'an external entity':
      '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><xml><Content>&e;</Content></xml>',
    'a DOCTYPE behind a comment': '<!-- <![CDATA[ --><!DOCTYPE x><!-- ]]> --><xml></xml>',
    'a DOCTYPE behind a declaration': '<?xml <![CDATA[ ?><!DOCTYPE x><?a ]]> ?><xml></xml>',
    'a DOCTYPE behind an attribute': '<xml a="<![CDATA["><!DOCTYPE x><a b="]]>"/></xml>',
    'billion laughs': `<!DOCTYPE l [${Array.from({ length: 10 }, (_, i) => `<!ENTITY l${i + 1} "&l${i};&l${i};">`).join('')}]><xml>&l9;</xml>`,
    'nested 30,000 deep': `${'<a>'.repeat(30_000)}${'</a>'.repeat(30_000)}`,
    'nested deep in the right root': `<xml>${'<a>'.repeat(30_000)}${'</a>'.repeat(30_000)}</xml>`,
    'a __proto__ tag': '<xml><__proto__><admin>1</admin></__proto__></xml>',
    'an endless tag': `<xml><a ${' '.repeat(250_000)}`,
    'endless attributes': `<xml><a ${'b="c" '.repeat(40_000)}<`,
    'endless CDATA': '<xml><![CDATA['.repeat(18_000),
  };

  test.each(Object.entries(bombs))('%s', (_, body) => {
    const began = process.cpuUsage();
    expect(parseXml(body)).toBeNull();
    expect(process.cpuUsage(began).user).toBeLessThan(50_000);
  });

  test('nothing at all throws', () => {
    const soup = fc.array(
      fc.constantFrom(
        '<xml>',
        '</xml>',
        '<a>',
        '</a>',
        '<![CDATA[',
        ']]>',
        '<!--',
        '&x;',
        '0',
        '"',
      ),
      { maxLength: 30 },
    );
    fc.assert(fc.property(soup, (tokens) => void parseXml(tokens.join(''))));
    expect(({} as Record<string, unknown>).admin).toBeUndefined();
  });
});

describe('parts of a long text', () => {
  test('none is longer than the limit, and joined they say the same', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 300 });
    const lines = fc.array(text, { maxLength: 8 }).map((all) => all.join('\n'));
    fc.assert(
      fc.property(lines, fc.integer({ min: 32, max: 400 }), (whole, limit) => {
        const parts = splitText(whole, limit);
        for (const part of parts) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(limit);
        expect(parts.join('').replace(/\s/g, '')).toBe(whole.replace(/\s/g, ''));
      }),
    );
  });

  test('a text is parted between its lines', () => {
    expect(splitText('一二\n三四\n五六', 14)).toEqual(['一二\n三四', '五六']);
  });

  test('a cluster of joined marks longer than the limit is parted too', () => {
    const parts = splitText(`e${'\u0301'.repeat(2000)}`);
    expect(parts.map((part) => Buffer.byteLength(part))).toEqual([2047, 1954]);
  });

  test('a blank text has no parts', () => {
    expect(splitText(' \n ')).toEqual([]);
  });
});
