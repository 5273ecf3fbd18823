//! Products of small matrices, row after row. Four rows share each load of a weight, and inner loops run along memory.

use crate::learn::simd::dot;

/// Rows handled together.
const TOGETHER: usize = 4;

/// to += a·b for rows of `a` with as many entries as `b` has rows.
pub(super) fn add_product(to: &mut [f64], a: &[f64], b: &[f64], (inner, width): (usize, usize)) {
    for (to, a) in to.chunks_mut(TOGETHER * width).zip(a.chunks(TOGETHER * inner)) {
        if to.len() < TOGETHER * width {
            for (to, a) in to.chunks_exact_mut(width).zip(a.chunks_exact(inner)) {
                for (factor, row) in a.iter().zip(b.chunks_exact(width)) {
                    to.iter_mut().zip(row).for_each(|(to, value)| *to += factor * value);
                }
            }
            continue;
        }
        let (first, rest) = to.split_at_mut(width);
        let (second, rest) = rest.split_at_mut(width);
        let (third, fourth) = rest.split_at_mut(width);
        for (place, row) in b.chunks_exact(width).enumerate() {
            let factors = [a[place], a[inner + place], a[2 * inner + place], a[3 * inner + place]];
            let targets = first.iter_mut().zip(second.iter_mut()).zip(third.iter_mut()).zip(fourth.iter_mut());
            for ((((first, second), third), fourth), value) in targets.zip(row) {
                *first += factors[0] * value;
                *second += factors[1] * value;
                *third += factors[2] * value;
                *fourth += factors[3] * value;
            }
        }
    }
}

/// to += aᵀ·b, where `a` and `b` have the same number of rows.
pub(super) fn add_turned_product(to: &mut [f64], a: &[f64], b: &[f64], (inner, width): (usize, usize)) {
    for (a, b) in a.chunks(TOGETHER * inner).zip(b.chunks(TOGETHER * width)) {
        if b.len() < TOGETHER * width {
            for (a, b) in a.chunks_exact(inner).zip(b.chunks_exact(width)) {
                for (factor, to) in a.iter().zip(to.chunks_exact_mut(width)) {
                    to.iter_mut().zip(b).for_each(|(to, value)| *to += factor * value);
                }
            }
            continue;
        }
        let (first, rest) = b.split_at(width);
        let (second, rest) = rest.split_at(width);
        let (third, fourth) = rest.split_at(width);
        for (place, to) in to.chunks_exact_mut(width).enumerate() {
            let factors = [a[place], a[inner + place], a[2 * inner + place], a[3 * inner + place]];
            for ((((to, first), second), third), fourth) in to.iter_mut().zip(first).zip(second).zip(third).zip(fourth) {
                *to += (factors[0] * first + factors[1] * second) + (factors[2] * third + factors[3] * fourth);
            }
        }
    }
}

/// a·bᵀ for rows of `a` as long as those of `b`.
pub(super) fn product_with_turned(a: &[f64], b: &[f64], width: usize) -> Vec<f64> {
    a.chunks_exact(width).flat_map(|a| b.chunks_exact(width).map(|b| dot(a, b))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_agree_with_the_definition() {
        let (rows, inner, width) = (7, 3, 5);
        let entry = |place: usize| (place * 37 % 19) as f64 - 8.0;
        let a: Vec<f64> = (0..rows * inner).map(entry).collect();
        let b: Vec<f64> = (0..inner * width).map(|place| entry(place + 5)).collect();
        let c: Vec<f64> = (0..rows * width).map(|place| entry(place + 11)).collect();
        let (mut ab, mut ac) = (vec![1.0; rows * width], vec![2.0; inner * width]);
        add_product(&mut ab, &a, &b, (inner, width));
        add_turned_product(&mut ac, &a, &c, (inner, width));
        let cb = product_with_turned(&c, &b, width);
        for row in 0..rows {
            for column in 0..width {
                let wanted: f64 = (0..inner).map(|k| a[row * inner + k] * b[k * width + column]).sum();
                assert_eq!(ab[row * width + column], wanted + 1.0);
            }
            for k in 0..inner {
                let wanted: f64 = (0..width).map(|column| c[row * width + column] * b[k * width + column]).sum();
                assert_eq!(cb[row * inner + k], wanted);
            }
        }
        for k in 0..inner {
            for column in 0..width {
                let wanted: f64 = (0..rows).map(|row| a[row * inner + k] * c[row * width + column]).sum();
                assert_eq!(ac[k * width + column], wanted + 2.0);
            }
        }
    }
}
