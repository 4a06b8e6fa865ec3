import { diagnostic } from '../../diagnostics/catalogue.js';
import { originId } from '../../model/origin.js';
import { readDiscriminators } from '../../plan/types/discriminators.js';
import { groupBy } from '../../system/group-by.js';
import { placesOf, timesText } from '../group.js';
import type { DocumentRule } from '../rule.js';

/** Finds discriminators that do not tell variants apart: one finding for each property and reason. */
export const findIgnoredDiscriminators: DocumentRule = ({ plan, locate }) => {
  const ignored = readDiscriminators(plan.api)?.ignored ?? [];
  const groups = groupBy(ignored, ({ property, reason }) => JSON.stringify([property, reason]));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { property, reason, help } = first;
    const places = new Map(group.map(({ origin }) => [originId(origin), origin]));
    return diagnostic('DISCRIMINATOR_INEFFECTIVE', {
      message: `The discriminator ${JSON.stringify(property)} has no effect${timesText(places.size)}: ${reason}.`,
      help,
      ...placesOf([...places.values()], locate),
    });
  });
};
