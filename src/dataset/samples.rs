//! The shipped samples: what each is, who made it, under which licence. The files are in `public/data`.

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
    /// Rows in the file.
    pub rows: u32,
    /// Columns besides the target.
    pub features: u32,
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
        rows: 150,
        features: 4,
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
        rows: 344,
        features: 7,
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
        rows: 178,
        features: 13,
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
        rows: 569,
        features: 30,
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
        rows: 1797,
        features: 64,
        citation: "E. Alpaydin, C. Kaynak, Optical Recognition of Handwritten Digits, 1998, its test part; values as in scikit-learn 1.9.1",
        licence: "CC BY 4.0 (UCI Machine Learning Repository)",
        url: "https://doi.org/10.24432/C50P49",
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
    fn the_catalogue_says_what_is_in_the_files() {
        for sample in SAMPLES {
            let path = format!("{}/public/data/{}", env!("CARGO_MANIFEST_DIR"), sample.file);
            let text = std::fs::read_to_string(&path).unwrap();
            let header: Vec<&str> = text.lines().next().unwrap().split(',').collect();
            assert!(header.contains(&sample.target), "{}", sample.id);
            assert_eq!(header.len() as u32, sample.features + 1, "{}", sample.id);
            assert_eq!(text.lines().count() as u32, sample.rows + 1, "{}", sample.id);
            assert_eq!(super::sample(sample.id), Some(sample));
        }
    }

    #[test]
    fn an_unknown_id_is_no_sample() {
        assert_eq!(sample("titanic"), None);
    }
}
