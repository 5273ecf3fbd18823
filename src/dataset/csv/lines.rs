//! In which line of its file each row of a table stands.

/// Lines of rows, kept where a row does not begin in the line after the one before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines {
    /// A row and its line; the rows up to the next entry follow line by line.
    jumps: Vec<(u32, u64)>,
}

impl Lines {
    /// Adds the line of the next row, 0-based `row`.
    #[inline]
    pub(super) fn push(&mut self, row: usize, line: u64) {
        if self.of(row) != Some(line) {
            self.jumps.push((row as u32, line));
        }
    }

    /// The 1-based line of a 0-based row; absent if the table comes from no file of text.
    #[inline]
    pub fn of(&self, row: usize) -> Option<u64> {
        let last = match self.jumps.last() {
            Some((from, _)) if *from as usize <= row => self.jumps.len(),
            _ => self.jumps.partition_point(|(from, _)| *from as usize <= row),
        };
        let (from, line) = self.jumps.get(last.checked_sub(1)?)?;
        Some(line + (row - *from as usize) as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_know_their_lines() {
        let lines_of_rows = [2, 3, 4, 7, 8, 12, 13, 15];
        let mut lines = Lines::default();
        assert_eq!(lines.of(0), None);
        for (row, line) in lines_of_rows.into_iter().enumerate() {
            lines.push(row, line);
        }
        for (row, line) in lines_of_rows.into_iter().enumerate() {
            assert_eq!(lines.of(row), Some(line));
        }
        assert_eq!(lines.jumps.len(), 4);
    }
}
