/**
 * What happens at a school, as shares of a year. None is measured at schools: they are set where a school office would
 * find them usual, or rather too many than too few, and stand in docs/explanation/restrictions.md.
 */
export interface YearRates {
  /** Of the pupils, beside the summer's: who comes, who goes. */
  joiners: number;
  leavers: number;
  /** Of the new pupils, those who are brothers or sisters of one at the school. */
  siblings: number;
  /** Of the pupils: a parent's new partner who is entered, a step-parent who is removed. */
  partnersAdded: number;
  partnersRemoved: number;
  /** Of the contacts who are not parents, those whom the MIS calls responsible all the same. */
  tickedResponsible: number;
  /** Of the links: one becomes, or ceases to be, responsible. */
  responsibilityChanged: number;
  /** Of the links, those where a court order is blank from the start instead of false. */
  blankOrders: number;
  /** Of the rows: typed anew in place, deleted and entered under a new id in the year, and in the summer. */
  retyped: number;
  reEntered: number;
  reEnteredInSummer: number;
  /** Of those entered anew, who are so a week before the old row is deleted. */
  standSideBySide: number;
  /** Of the pupils: how many have an order about them in force on the first day, and how many get one in the year. */
  ordersStanding: number;
  ordersMade: number;
  /** Of the further links of somebody under an order, those that the office marks too. */
  ordersMarkedEverywhere: number;
  /** Of the rows entered anew, those on which an order is carried over. */
  ordersCarriedOver: number;
  /** Of the orders in force: those that end in a year, and those that the MIS forgets while they stand. */
  ordersEnded: number;
  ordersForgotten: number;
  /** Of those that end, the ones that the source then calls false; of the others half are blanked, half deleted. */
  endedProperly: number;
  /** Of the rows deleted with an order, forgotten or ended, those that are entered anew three weeks later. */
  enteredAgain: number;
}

export const USUAL_RATES: YearRates = {
  joiners: 0.04,
  leavers: 0.04,
  siblings: 0.4,
  partnersAdded: 0.04,
  partnersRemoved: 0.02,
  tickedResponsible: 0.2,
  responsibilityChanged: 0.01,
  blankOrders: 0.1,
  retyped: 0.1,
  reEntered: 0.02,
  reEnteredInSummer: 0.08,
  standSideBySide: 0.3,
  ordersStanding: 0.01,
  ordersMade: 0.004,
  ordersMarkedEverywhere: 0.7,
  ordersCarriedOver: 0.5,
  ordersEnded: 0.3,
  ordersForgotten: 0.25,
  endedProperly: 0.5,
  enteredAgain: 0.7,
};
