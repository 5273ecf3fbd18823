//! Inner loops over numbers in a row. Sums run in four lanes that are added up in a fixed order: two by two they are
//! vector instructions in wasm, and native and wasm code still agree to the last bit.
//!
//! The exponential is Cody and Waite's, *Software Manual for the Elementary Functions* (1980): a power of two times a
//! polynomial. Unlike a library's it has no branch, so that a loop over it becomes vector instructions too.

mod eight;
mod pair;
mod sift;

pub(super) use eight::Eight;
pub(super) use pair::Pair;
pub(super) use sift::{Picks, against, gather};

/// Numbers added side by side, two by two.
const LANES: usize = 4;

/// Sum of the lanes, always in this order.
#[inline]
fn fold([even, odd]: [Pair; 2]) -> f64 {
    let ([a, b], [c, d]) = (even.both(), odd.both());
    (a + c) + (b + d)
}

/// The lanes of a step, two by two.
type Step = [[f64; 2]; LANES / 2];

/// The whole SIMD steps of a list, and the remainder.
#[inline]
fn steps(list: &[f64]) -> (&[Step], &[f64]) {
    let whole = list.as_chunks::<2>().0.as_chunks().0;
    (whole, &list[whole.len() * LANES..])
}

#[inline(always)]
fn pairs([first, second]: &Step) -> [Pair; 2] {
    [Pair::read(first), Pair::read(second)]
}

/// Σ of `term` over two lists; the shorter one decides.
#[inline]
fn sum_over(a: &[f64], b: &[f64], term: impl Fn(Pair, Pair) -> Pair) -> f64 {
    let length = a.len().min(b.len());
    let ((a, a_rest), (b, b_rest)) = (steps(&a[..length]), steps(&b[..length]));
    let mut sums = [Pair::of(0.0, 0.0); 2];
    for (a, b) in a.iter().zip(b) {
        let (a, b) = (pairs(a), pairs(b));
        sums = [sums[0].plus(term(a[0], b[0])), sums[1].plus(term(a[1], b[1]))];
    }
    let single = |(a, b): (&f64, &f64)| term(Pair::of(*a, 0.0), Pair::of(*b, 0.0)).both()[0];
    a_rest.iter().zip(b_rest).map(single).fold(fold(sums), |sum, term| sum + term)
}

/// Σ a·b.
#[inline(never)]
pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    sum_over(a, b, Pair::times)
}

/// Σ a·b of four lists a and one b, read once: what four times [`dot`] gives. One sum waits for itself at every step; four
/// at a time do not.
pub(super) fn dot_four(a: [&[f64]; 4], b: &[f64]) -> [f64; 4] {
    let length = a.iter().map(|list| list.len()).fold(b.len(), usize::min);
    let (b_steps, b_rest) = steps(&b[..length]);
    let [p, q, r, s] = a.map(|list| steps(&list[..length]).0);
    let mut sums = [[Pair::of(0.0, 0.0); 2]; 4];
    for ((((b, p), q), r), s) in b_steps.iter().zip(p).zip(q).zip(r).zip(s) {
        let b = pairs(b);
        // Written out: where small code is asked for, a loop would stay one.
        sums = [further(sums[0], p, b), further(sums[1], q, b), further(sums[2], r, b), further(sums[3], s, b)];
    }
    let whole = length - b_rest.len();
    let rest = |list: usize, sum: f64| b_rest.iter().zip(&a[list][whole..length]).fold(sum, |sum, (b, a)| sum + a * b);
    [rest(0, fold(sums[0])), rest(1, fold(sums[1])), rest(2, fold(sums[2])), rest(3, fold(sums[3]))]
}

/// Σ a·b of four lists a and two lists b, all of one length: what [`dot_four`] gives for each.
pub(super) fn dot_four_both([p, q, r, s]: [&[f64]; 4], [b, c]: [&[f64]; 2]) -> [[f64; 4]; 2] {
    let [[pb, qb], [pc, qc]] = dot_two_both(p, q, b, c);
    let [[rb, sb], [rc, sc]] = dot_two_both(r, s, b, c);
    [[pb, qb, rb, sb], [pc, qc, rc, sc]]
}

/// Σ a·b of two lists p and q and two lists b and c: each number read is used twice, and all sums stay in registers. Written
/// out, like its neighbours: where small code is asked for, arrays would be gone through in loops of their own.
fn dot_two_both(p: &[f64], q: &[f64], b: &[f64], c: &[f64]) -> [[f64; 2]; 2] {
    let ((p, p_rest), (q, q_rest), (b, b_rest), (c, c_rest)) = (steps(p), steps(q), steps(b), steps(c));
    let zero = Pair::of(0.0, 0.0);
    let (mut pb0, mut pb1, mut qb0, mut qb1, mut pc0, mut pc1, mut qc0, mut qc1) = (zero, zero, zero, zero, zero, zero, zero, zero);
    for (((b, c), p), q) in b.iter().zip(c).zip(p).zip(q) {
        let (b0, c0, p0, q0) = (Pair::read(&b[0]), Pair::read(&c[0]), Pair::read(&p[0]), Pair::read(&q[0]));
        (pb0, pc0) = (pb0.plus(p0.times(b0)), pc0.plus(p0.times(c0)));
        (qb0, qc0) = (qb0.plus(q0.times(b0)), qc0.plus(q0.times(c0)));
        let (b1, c1, p1, q1) = (Pair::read(&b[1]), Pair::read(&c[1]), Pair::read(&p[1]), Pair::read(&q[1]));
        (pb1, pc1) = (pb1.plus(p1.times(b1)), pc1.plus(p1.times(c1)));
        (qb1, qc1) = (qb1.plus(q1.times(b1)), qc1.plus(q1.times(c1)));
    }
    let (mut pb, mut qb, mut pc, mut qc) = (fold([pb0, pb1]), fold([qb0, qb1]), fold([pc0, pc1]), fold([qc0, qc1]));
    for (((b, c), p), q) in b_rest.iter().zip(c_rest).zip(p_rest).zip(q_rest) {
        (pb, qb, pc, qc) = (pb + p * b, qb + q * b, pc + p * c, qc + q * c);
    }
    [[pb, qb], [pc, qc]]
}

#[inline(always)]
fn further(sums: [Pair; 2], a: &Step, b: [Pair; 2]) -> [Pair; 2] {
    let a = pairs(a);
    [sums[0].plus(a[0].times(b[0])), sums[1].plus(a[1].times(b[1]))]
}

/// Σ a.
#[inline(never)]
pub(super) fn sum(a: &[f64]) -> f64 {
    sum_over(a, a, |a, _| a)
}

/// Σ (a − center)².
#[inline]
pub(super) fn squares_about(a: &[f64], center: f64) -> f64 {
    let less = Pair::of(-center, -center);
    sum_over(a, a, |a, _| {
        let off = a.plus(less);
        off.times(off)
    })
}

/// Arithmetic mean; 0 of nothing.
#[inline]
pub(super) fn mean(a: &[f64]) -> f64 {
    sum(a) / a.len().max(1) as f64
}

/// to += factor · what.
#[inline(never)]
pub(super) fn add(to: &mut [f64], factor: f64, what: &[f64]) {
    let length = to.len().min(what.len());
    let (to, to_rest) = to[..length].as_chunks_mut::<2>();
    let (what, rest) = what[..length].as_chunks::<2>();
    let both = Pair::of(factor, factor);
    for (to, what) in to.iter_mut().zip(what) {
        *to = Pair::read(to).plus(both.times(Pair::read(what))).both();
    }
    to_rest.iter_mut().zip(rest).for_each(|(to, what)| *to += factor * what);
}

/// to += factor · what of four lists, one after the other, with `to` read and written once: what four times [`add`] gives.
pub(super) fn add_four(to: &mut [f64], factors: [f64; 4], what: [&[f64]; 4]) {
    let length = what.iter().map(|list| list.len()).fold(to.len(), usize::min);
    let (to, to_rest) = to[..length].as_chunks_mut::<2>();
    let whole = length - to_rest.len();
    let [p, q, r, s] = what.map(|list| list[..length].as_chunks::<2>().0);
    let both = factors.map(|factor| Pair::of(factor, factor));
    for ((((to, p), q), r), s) in to.iter_mut().zip(p).zip(q).zip(r).zip(s) {
        // Written out: where small code is asked for, a loop would stay one.
        let sum = Pair::read(to).plus(both[0].times(Pair::read(p))).plus(both[1].times(Pair::read(q)));
        *to = sum.plus(both[2].times(Pair::read(r))).plus(both[3].times(Pair::read(s))).both();
    }
    for (to, place) in to_rest.iter_mut().zip(whole..) {
        factors.iter().zip(what).for_each(|(factor, list)| *to += factor * list[place]);
    }
}

/// [`add_four`] of the same four lists to two lists, all of one length, so that they are read once for both.
pub(super) fn add_four_both(a: &mut [f64], b: &mut [f64], [f, g]: [[f64; 4]; 2], [p, q, r, s]: [&[f64]; 4]) {
    let ((p, p_rest), (q, q_rest), (r, r_rest), (s, s_rest)) = (steps(p), steps(q), steps(r), steps(s));
    let whole = p.len() * LANES;
    let (a, a_rest) = a.split_at_mut(whole);
    let (b, b_rest) = b.split_at_mut(whole);
    let (a, b): (&mut [Step], &mut [Step]) = (a.as_chunks_mut().0.as_chunks_mut().0, b.as_chunks_mut().0.as_chunks_mut().0);
    let (f0, f1, f2, f3) = (Pair::of(f[0], f[0]), Pair::of(f[1], f[1]), Pair::of(f[2], f[2]), Pair::of(f[3], f[3]));
    let (g0, g1, g2, g3) = (Pair::of(g[0], g[0]), Pair::of(g[1], g[1]), Pair::of(g[2], g[2]), Pair::of(g[3], g[3]));
    for (((((a, b), p), q), r), s) in a.iter_mut().zip(b).zip(p).zip(q).zip(r).zip(s) {
        let (p0, q0, r0, s0) = (Pair::read(&p[0]), Pair::read(&q[0]), Pair::read(&r[0]), Pair::read(&s[0]));
        a[0] = Pair::read(&a[0]).plus(f0.times(p0)).plus(f1.times(q0)).plus(f2.times(r0)).plus(f3.times(s0)).both();
        b[0] = Pair::read(&b[0]).plus(g0.times(p0)).plus(g1.times(q0)).plus(g2.times(r0)).plus(g3.times(s0)).both();
        let (p1, q1, r1, s1) = (Pair::read(&p[1]), Pair::read(&q[1]), Pair::read(&r[1]), Pair::read(&s[1]));
        a[1] = Pair::read(&a[1]).plus(f0.times(p1)).plus(f1.times(q1)).plus(f2.times(r1)).plus(f3.times(s1)).both();
        b[1] = Pair::read(&b[1]).plus(g0.times(p1)).plus(g1.times(q1)).plus(g2.times(r1)).plus(g3.times(s1)).both();
    }
    for (((((a, b), p), q), r), s) in a_rest.iter_mut().zip(b_rest).zip(p_rest).zip(q_rest).zip(r_rest).zip(s_rest) {
        *a = *a + f[0] * p + f[1] * q + f[2] * r + f[3] * s;
        *b = *b + g[0] * p + g[1] * q + g[2] * r + g[3] * s;
    }
}

/// Every number of a list becomes what `change` makes of it and its counterpart in another.
#[inline(always)]
fn change_by(to: &mut [f64], what: &[f64], change: impl Fn(Pair, Pair) -> Pair) {
    let length = to.len().min(what.len());
    let ((to, to_rest), (what, rest)) = (to[..length].as_chunks_mut::<2>(), what[..length].as_chunks::<2>());
    to.iter_mut().zip(what).for_each(|(to, what)| *to = change(Pair::read(to), Pair::read(what)).both());
    let single = |to: f64, what: f64| change(Pair::of(to, 0.0), Pair::of(what, 0.0)).both()[0];
    to_rest.iter_mut().zip(rest).for_each(|(to, what)| *to = single(*to, *what));
}

/// to ·= what.
#[inline(never)]
pub(super) fn multiply(to: &mut [f64], what: &[f64]) {
    change_by(to, what, Pair::times);
}

/// to becomes the larger of to and what.
#[inline(never)]
pub(super) fn raise(to: &mut [f64], what: &[f64]) {
    change_by(to, what, Pair::most);
}

/// to becomes the smaller of to and what.
#[inline(never)]
pub(super) fn lower(to: &mut [f64], what: &[f64]) {
    change_by(to, what, Pair::least);
}

/// Largest absolute value; 0 of nothing.
pub(super) fn largest_size(values: &[f64]) -> f64 {
    values.iter().fold(0.0, |top, value| f64::max(top, value.abs()))
}

/// eˣ to the last bit but one, for −708 to 709; beyond that the nearer of the two ends.
#[inline(never)]
pub(super) fn exp(x: f64) -> f64 {
    exp_both(Pair::of(x, 0.0)).both()[0]
}

/// Every number of a list becomes [`exp`] of it.
pub(super) fn exp_all(list: &mut [f64]) {
    let (eights, rest) = list.as_chunks_mut::<8>();
    for eight in eights {
        // One after the other they would wait for themselves at every step; four at a time do not.
        let [a, b, c, d, e, f, g, h] = *eight;
        let [ab, cd, ef, gh] = exp_four([Pair::of(a, b), Pair::of(c, d), Pair::of(e, f), Pair::of(g, h)]).map(Pair::both);
        *eight = [ab[0], ab[1], cd[0], cd[1], ef[0], ef[1], gh[0], gh[1]];
    }
    let (both, rest) = rest.as_chunks_mut::<2>();
    both.iter_mut().for_each(|both| *both = exp_both(Pair::read(both)).both());
    rest.iter_mut().for_each(|value| *value = exp(*value));
}

/// Coefficients of the polynomial, the highest power first: inverse factorials.
const EXP_FACTORS: [f64; 14] = [
    1.0 / 6_227_020_800.0,
    1.0 / 479_001_600.0,
    1.0 / 39_916_800.0,
    1.0 / 3_628_800.0,
    1.0 / 362_880.0,
    1.0 / 40_320.0,
    1.0 / 5_040.0,
    1.0 / 720.0,
    1.0 / 120.0,
    1.0 / 24.0,
    1.0 / 6.0,
    0.5,
    1.0,
    1.0,
];

/// x less its nearest multiple of ln 2, and that multiple in the low bits.
#[inline(always)]
fn exp_parts(x: Pair) -> (Pair, Pair) {
    // Adding it moves the nearest whole number into the low bits.
    const SHIFT: f64 = 6_755_399_441_055_744.0;
    // ln 2 in two parts, the first with few bits, so that its multiples are exact.
    const LN2_HIGH: f64 = 0.693_147_180_369_123_8;
    const LN2_LOW: f64 = 1.908_214_929_270_587_7e-10;
    let same = |value: f64| Pair::of(value, value);
    let x = x.within(-708.0, 709.0);
    let shifted = x.times(same(std::f64::consts::LOG2_E)).plus(same(SHIFT));
    let power = shifted.plus(same(-SHIFT));
    (x.plus(power.times(same(-LN2_HIGH))).plus(power.times(same(-LN2_LOW))), shifted)
}

#[inline]
fn exp_both(x: Pair) -> Pair {
    let (rest, shifted) = exp_parts(x);
    let step = |sum: Pair, factor: &f64| sum.times(rest).plus(Pair::of(*factor, *factor));
    EXP_FACTORS[1..].iter().fold(Pair::of(EXP_FACTORS[0], EXP_FACTORS[0]), step).times(shifted.power())
}

#[inline(always)]
fn exp_four([a, b, c, d]: [Pair; 4]) -> [Pair; 4] {
    let ((a, a_shifted), (b, b_shifted), (c, c_shifted), (d, d_shifted)) = (exp_parts(a), exp_parts(b), exp_parts(c), exp_parts(d));
    let mut sums = [Pair::of(EXP_FACTORS[0], EXP_FACTORS[0]); 4];
    for factor in &EXP_FACTORS[1..] {
        let factor = Pair::of(*factor, *factor);
        let [p, q, r, s] = sums;
        sums = [p.times(a).plus(factor), q.times(b).plus(factor), r.times(c).plus(factor), s.times(d).plus(factor)];
    }
    let [p, q, r, s] = sums;
    [p.times(a_shifted.power()), q.times(b_shifted.power()), r.times(c_shifted.power()), s.times(d_shifted.power())]
}

/// Turns scores into shares that sum to 1; returns ln Σ exp(score).
pub(super) fn softmax(scores: &mut [f64]) -> f64 {
    let top = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    scores.iter_mut().for_each(|score| *score -= top);
    exp_all(scores);
    let sum: f64 = scores.iter().sum();
    scores.iter_mut().for_each(|score| *score /= sum);
    top + libm::log(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_agree_with_counting_by_hand() {
        let a: Vec<f64> = (1..=19).map(f64::from).collect();
        let b: Vec<f64> = (1..=19).map(|number| f64::from(number) / 2.0).collect();
        assert_eq!((sum(&a), mean(&a), dot(&a, &b)), (190.0, 10.0, 1235.0));
        assert_eq!(squares_about(&a, 10.0), 570.0);
        let (mut raised, mut product) = (a.clone(), a.clone());
        raise(&mut raised, &a.iter().rev().copied().collect::<Vec<_>>());
        multiply(&mut product, &b);
        let mut lowered = raised.clone();
        lower(&mut lowered, &a);
        assert_eq!(lowered, a);
        assert_eq!((raised[0], raised[8], raised[18], product[2], product[18]), (19.0, 11.0, 19.0, 4.5, 180.5));
        assert_eq!((sum(&[]), mean(&[]), largest_size(&[1.0, -3.0, 2.0])), (0.0, 0.0, 3.0));
    }

    #[test]
    fn four_at_a_time_are_the_same_to_the_last_bit() {
        let list = |factor: usize| -> Vec<f64> { (0..23).map(|place| (place * factor % 17) as f64 / 7.0 - 1.1).collect() };
        let lists = [list(3), list(5), list(7), list(11)];
        let (lists, b) = (lists.each_ref().map(Vec::as_slice), list(13));
        for length in 0..=23 {
            let cut = lists.map(|list| &list[..length]);
            let factors = [0.3, -1.7, 2.2, 0.1];
            let (mut once, mut apart) = (b.clone(), b.clone());
            add_four(&mut once, factors, cut);
            factors.iter().zip(cut).for_each(|(factor, list)| add(&mut apart, *factor, list));
            assert_eq!(once, apart, "{length}");
            assert_eq!(dot_four(cut, &b), cut.map(|list| dot(list, &b)), "{length}");
            let (c, others) = (list(2), [0.9, 0.2, -0.4, 1.3]);
            assert_eq!(dot_four_both(cut, [&b[..length], &c[..length]]), [dot_four(cut, &b), dot_four(cut, &c)], "{length}");
            let (mut first, mut second, mut alone) = (b.clone(), c.clone(), c.clone());
            add_four_both(&mut first[..length], &mut second[..length], [factors, others], cut);
            add_four(&mut alone, others, cut);
            assert_eq!((first, second), (once, alone), "{length}");
        }
    }

    #[test]
    fn the_exponential_is_exact_but_for_the_last_bits() {
        for step in -70_000..70_000 {
            let x = f64::from(step) / 100.0 + 0.001_234_5;
            let (found, wanted) = (exp(x), libm::exp(x));
            assert!((found - wanted).abs() <= 4e-16 * wanted, "exp({x}) is {found}, not {wanted}");
        }
        assert_eq!((exp(0.0), exp(-1e9) < 1e-300, exp(1e9).is_finite()), (1.0, true, true));
    }

    #[test]
    fn many_exponentials_are_those_of_one_to_the_last_bit() {
        for length in 0..40 {
            let list: Vec<f64> = (0..length).map(|place| f64::from(place * 37 % 23) * 1.7 - 20.0).collect();
            let mut many = list.clone();
            exp_all(&mut many);
            assert_eq!(many, list.into_iter().map(exp).collect::<Vec<_>>());
        }
    }

    #[test]
    fn shares_sum_to_one_however_large_the_scores() {
        let mut scores = [1000.0, 1001.0, -5000.0];
        let top = softmax(&mut scores);
        assert!((top - 1_001.313_261_687_518_2).abs() < 1e-9, "{top}");
        assert!((scores[0] - 0.268_941_421_369_995_1).abs() < 1e-12 && (scores.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    }
}
