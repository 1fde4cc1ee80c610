/** What holds for the files of every class, for the documentation of their routes. */
export const HOW_FILES_ARE_SENT = `
The file is the body, with its media type, up to 500 MB; its name may be in \`Content-Disposition\`. Or it is the one file of a form. \`Content-Encoding: gzip\`
is unpacked, up to the same size. It is read as it arrives: a sender that sends nothing for 30 seconds is cut off, and nothing of the file stays.

Every fault is reported at once, the first 1,000 of them with their line, and then nothing of the file is kept. A file without a fault is compared with what
stands, which takes its time: the answer is the feed, at \`Location\`, to be asked again or watched. \`Prefer: wait=60\` (RFC 7240) answers only when
the feed waits for somebody or is done, or after so many seconds. What is not in the file ends only when an officer has agreed to it.

One feed of an authority and class is open at a time. The same bytes again are not a second feed: the one that is open, or was the last one applied, is answered
(200), and what it says counts as confirmed today. No \`Idempotency-Key\` is needed. \`Repr-Digest: sha-256=:…:\` (RFC 9530; of the bytes of the file as they are sent,
not of a form) tells that before the body is read, and is compared with what arrived.`.trim()
