//! Where an axis has its ticks: at round numbers, and at as many periods as there is room to name.

use time::Date;

use crate::dates::Period;

/// An axis is given no more steps than this.
const STEPS: usize = 6;

/// Round numbers from nothing upwards.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Scale {
    pub(super) step: usize,
    /// The last tick, at or above everything that is shown.
    pub(super) top: usize,
}

impl Scale {
    /// Returns the scale for numbers up to `highest`: its step is one, two or five of some power of ten.
    pub(super) fn of(highest: usize) -> Self {
        let highest = highest.max(1);
        let powers = std::iter::successors(Some(1_usize), |power| power.checked_mul(10));
        let steps = powers.flat_map(|power| [1, 2, 5].map(|digit| power.saturating_mul(digit)));
        let step = steps.into_iter().find(|step| highest.div_ceil(*step) <= STEPS).unwrap_or(highest);
        Self { step, top: highest.div_ceil(step).saturating_mul(step) }
    }

    /// Returns the ticks, the lowest first.
    pub(super) fn ticks(&self) -> impl Iterator<Item = usize> {
        (0..=self.top).step_by(self.step)
    }
}

/// Returns which of the periods are named where there is room for so many names: as a rule those that begin a year, a
/// quarter or another round number of periods.
pub(super) fn named(by: Period, days: &[Date], room: usize) -> Vec<usize> {
    let steps: &[i32] = match by {
        Period::Month => &[1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400],
        Period::Quarter => &[1, 2, 4, 8, 20, 40, 80, 200, 400, 800],
        _ => &[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000],
    };
    let room = room.max(1);
    let fits = |step: &&i32| usize::try_from(**step).is_ok_and(|step| days.len().div_ceil(step) <= room);
    let step = steps.iter().find(fits).or(steps.last()).copied().unwrap_or(1);
    // Weeks and days are counted from the first that is shown: no number of them is rounder than another.
    let start = match by {
        Period::Day | Period::Week => days.first().map_or(0, |day| by.number(*day)),
        Period::Month | Period::Quarter | Period::Year => 0,
    };
    let is_named = |day: &Date| (by.number(*day) - start).rem_euclid(step) == 0;
    let named: Vec<usize> = days.iter().enumerate().filter(|(_, day)| is_named(day)).map(|(at, _)| at).collect();
    if named.is_empty() && !days.is_empty() { vec![0] } else { named }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn ticks_are_round_numbers() {
        let ticks = |highest| Scale::of(highest).ticks().collect::<Vec<_>>();
        assert_eq!(ticks(0), [0, 1]);
        assert_eq!(ticks(3), [0, 1, 2, 3]);
        assert_eq!(ticks(7), [0, 2, 4, 6, 8]);
        assert_eq!(ticks(41), [0, 10, 20, 30, 40, 50]);
        assert_eq!(ticks(1234), [0, 500, 1000, 1500]);
        assert_eq!(ticks(usize::MAX).first(), Some(&0));
    }

    #[test]
    fn names_are_thinned_to_the_room_there_is() {
        let months = |count: usize| {
            let next = |day: &Date| Period::Month.last_day(*day).next_day();
            std::iter::successors(Some(date!(2020 - 11 - 01)), next).take(count).collect::<Vec<_>>()
        };
        assert_eq!(named(Period::Month, &months(3), 12), [0, 1, 2]);
        assert_eq!(named(Period::Month, &months(30), 3), [2, 14, 26]);
        assert_eq!(named(Period::Month, &[], 3), [0; 0]);
        let days: Vec<Date> = (1..=25).filter_map(|day| date!(2025 - 10 - 01).replace_day(day).ok()).collect();
        assert_eq!(named(Period::Day, &days, 5), [0, 5, 10, 15, 20]);
    }
}
