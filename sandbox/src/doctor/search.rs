//! The walk through all ways, the fewest mistakes first.

use super::ways::{Mark, Reach};

/// How many parts may be written wrongly at once.
pub(super) const MOST: usize = 3;

/// Finds the ways with which something holds: nothing wrong, then one part in each of its ways, then two, then [`MOST`].
///
/// What is returned has one number a part. The number of tries is bounded by how many ways there are and by their [`Reach`]; two
/// different strings have one digest in no lifetime, so that the first that holds is the one that was made.
pub(super) fn search(parts: &[&[Mark]], most: usize, mut holds: impl FnMut(&[usize]) -> bool) -> Option<Vec<usize>> {
    let mut picks = vec![0; parts.len()];
    (0..=most).find_map(|count| {
        let walk = &mut Walk { parts, count, holds: &mut holds };
        walk.deviate(0, count, &mut picks).then(|| picks.clone())
    })
}

struct Walk<'a, 'm, F> {
    parts: &'a [&'m [Mark]],
    count: usize,
    holds: &'a mut F,
}

impl<F: FnMut(&[usize]) -> bool> Walk<'_, '_, F> {
    /// Lets `left` of the parts from `from` on deviate.
    fn deviate(&mut self, from: usize, left: usize, picks: &mut Vec<usize>) -> bool {
        if left == 0 {
            return (self.holds)(picks);
        }
        let least = match self.count {
            1 => Reach::Alone,
            2 => Reach::Pair,
            _ => Reach::Any,
        };
        for part in from..self.parts.len() {
            let marks = self.parts[part];
            for way in (1..marks.len()).filter(|way| marks[*way].reach >= least) {
                picks[part] = way;
                if self.deviate(part + 1, left - 1, picks) {
                    return true;
                }
            }
            picks[part] = 0;
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::Mistake::{BodySorted, MethodCase, PathCase};

    #[test]
    fn the_fewest_mistakes_win_and_a_rare_way_keeps_to_itself() {
        let mark = |mistake: Option<_>, reach| Mark { mistakes: mistake.into_iter().collect(), reach };
        let part = |mistake| vec![mark(None, Reach::Any), mark(Some(mistake), Reach::Any), mark(None, Reach::Alone)];
        let parts = [part(MethodCase), part(PathCase), part(BodySorted)];
        let parts: Vec<&[Mark]> = parts.iter().map(Vec::as_slice).collect();
        let mut tried = Vec::new();
        assert_eq!(
            search(&parts, MOST, |picks| {
                tried.push(picks.to_vec());
                false
            }),
            None
        );
        // One, three parts with two ways, three pairs of one way, all.
        assert_eq!(tried.len(), 1 + 6 + 3 + 1);
        assert_eq!(tried[0], [0, 0, 0]);
        let deviating = |picks: &Vec<usize>| picks.iter().filter(|pick| **pick > 0).count();
        assert!(tried.is_sorted_by_key(deviating));
        assert_eq!(search(&parts, MOST, |picks| picks == [1, 0, 1]), Some(vec![1, 0, 1]));
        assert_eq!(search(&parts, 1, |picks| picks == [1, 0, 1]), None);
    }
}
