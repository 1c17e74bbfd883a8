import { Fragment } from 'react';
import { splitCode } from './view.ts';

/** Plain words in which `code` stands between backticks. */
export const WithCode = ({ text }: { text: string }) =>
  splitCode(text).map((piece, place) => {
    const key = `${place} ${piece}`;
    return place % 2 === 0 ? (
      <Fragment key={key}>{piece}</Fragment>
    ) : (
      <code key={key} className="font-mono text-[13px]">
        {piece}
      </code>
    );
  });
