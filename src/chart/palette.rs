//! Colours by role. In the page they are classes, so that one drawing follows both themes; in print they are literal.
//!
//! Class colours start from Okabe and Ito, *Color Universal Design* (2008), darkened or lightened until each has a
//! contrast of at least 3:1 with its theme's surface. `style/charts.css` and
//! `style/lab-charts.css` give the page the same values.

/// What a stroke, a fill or a text stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Text and main lines.
    Ink,
    /// Secondary text, axes.
    Muted,
    /// Grid lines and quiet fills.
    Grid,
    /// What lies behind the drawing.
    Surface,
    /// Reference data, always this one neutral hue.
    Reference,
    /// Current data, always this one warm hue.
    Current,
    /// Right, healthy.
    Good,
    /// Wrong, broken.
    Bad,
    /// Amounts without a class: bars, shades.
    Accent,
    /// A class by its index, repeating after ten.
    Class(u8),
}

/// Which literal colours a drawing gets when it leaves the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Paper and ink.
    Light,
    /// Light on dark.
    Dark,
    /// White paper, black ink.
    Print,
}

/// How colours are written into a drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Palette {
    /// As classes, coloured by the page's stylesheet.
    Page,
    /// As literal colours.
    Fixed(Theme),
}

/// Role, light and dark colour; print takes the light one except for ink, muted and surface.
const COLOURS: [(Role, &str, &str); 19] = [
    (Role::Ink, "#1b1a17", "#f0eee8"),
    (Role::Muted, "#5c5a54", "#b3afa5"),
    (Role::Grid, "#dedad0", "#3a3b3e"),
    (Role::Surface, "#fbfaf7", "#17181a"),
    (Role::Reference, "#6c7077", "#9aa0a8"),
    (Role::Current, "#c24d00", "#ff9a4d"),
    (Role::Good, "#00785a", "#35c79a"),
    (Role::Bad, "#b8261c", "#ff8276"),
    (Role::Accent, "#0068a3", "#66b3ea"),
    (Role::Class(0), "#0072b2", "#56a9e4"),
    (Role::Class(1), "#c25100", "#f28a3c"),
    (Role::Class(2), "#008a65", "#2cbf95"),
    (Role::Class(3), "#b0568c", "#dd92bd"),
    (Role::Class(4), "#a87300", "#e6b13a"),
    (Role::Class(5), "#2787bd", "#9ad4f7"),
    (Role::Class(6), "#85780a", "#f0e442"),
    (Role::Class(7), "#5b5b5b", "#bcbcbc"),
    (Role::Class(8), "#6a3d9a", "#b69be6"),
    (Role::Class(9), "#7a4a21", "#c99a6b"),
];

impl Role {
    /// The role of a class by its index.
    pub(super) fn class(index: usize) -> Self {
        Self::Class((index % 10) as u8)
    }

    /// Index into the list of roles.
    pub(super) fn number(self) -> u8 {
        let wanted = if let Self::Class(index) = self { Self::Class(index % 10) } else { self };
        COLOURS.iter().position(|(role, ..)| *role == wanted).unwrap_or(0) as u8
    }

    /// The role at an index of the list; ink for any other.
    pub(super) fn numbered(number: u8) -> Self {
        COLOURS.get(usize::from(number)).map_or(Self::Ink, |(role, ..)| *role)
    }

    /// Name in classes and custom properties, such as `class-3`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ink => "ink",
            Self::Muted => "muted",
            Self::Grid => "grid",
            Self::Surface => "surface",
            Self::Reference => "reference",
            Self::Current => "current",
            Self::Good => "good",
            Self::Bad => "bad",
            Self::Accent => "accent",
            Self::Class(index) => {
                const NAMES: [&str; 10] =
                    ["class-0", "class-1", "class-2", "class-3", "class-4", "class-5", "class-6", "class-7", "class-8", "class-9"];
                NAMES[usize::from(index % 10)]
            }
        }
    }

    /// Literal colour, `#rrggbb`.
    pub fn colour(self, theme: Theme) -> &'static str {
        let (role, light, dark) = COLOURS[usize::from(self.number())];
        match (theme, role) {
            (Theme::Dark, _) => dark,
            (Theme::Print, Role::Ink) => "#000000",
            (Theme::Print, Role::Muted) => "#444444",
            (Theme::Print, Role::Surface) => "#ffffff",
            _ => light,
        }
    }
}

/// A drawing's SVG with its colours written the way `palette` says; for files and print, where no stylesheet reaches.
///
/// Every `class="…"` in a drawing comes from here and holds only `f-role` and `s-role`; text cannot contain one, because
/// its quotes are escaped.
pub fn recolour(svg: &str, palette: Palette) -> String {
    let Palette::Fixed(theme) = palette else { return svg.to_owned() };
    let mut out = String::with_capacity(svg.len());
    let mut rest = svg;
    while let Some((before, after)) = rest.split_once(" class=\"") {
        let (classes, tail) = after.split_once('"').unwrap_or((after, ""));
        out.push_str(before);
        for class in classes.split(' ') {
            let (attribute, name) = match class.split_once('-') {
                Some(("f", name)) => ("fill", name),
                Some(("s", name)) => ("stroke", name),
                _ => continue,
            };
            if let Some((role, ..)) = COLOURS.iter().find(|(role, ..)| role.name() == name) {
                out.push_str(&format!(" {attribute}=\"{}\"", role.colour(theme)));
            }
        }
        rest = tail;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(colour: &str) -> f64 {
        let channel = |from: usize| {
            let share = f64::from(u8::from_str_radix(&colour[from..from + 2], 16).unwrap()) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    /// WCAG 2.2 contrast ratio.
    fn contrast(one: &str, other: &str) -> f64 {
        let (a, b) = (luminance(one), luminance(other));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_role_stands_out_from_its_surface_in_every_theme() {
        for theme in [Theme::Light, Theme::Dark, Theme::Print] {
            for (role, ..) in COLOURS {
                let at_least = match role {
                    Role::Surface | Role::Grid => continue,
                    Role::Class(_) => 3.0,
                    _ => 4.5,
                };
                let found = contrast(role.colour(theme), Role::Surface.colour(theme));
                assert!(found >= at_least, "{role:?} in {theme:?}: {found:.2}");
            }
        }
    }

    #[test]
    fn the_stylesheet_and_the_list_agree() {
        let sheet = concat!(include_str!("../../style/charts.css"), include_str!("../../style/lab-charts.css"));
        for (role, light, dark) in COLOURS {
            let line = format!("--chart-{}: light-dark({light}, {dark});", role.name());
            assert!(sheet.contains(&line), "missing: {line}");
            for (prefix, property) in [("f", "fill"), ("s", "stroke")] {
                let rule = format!(".{prefix}-{} {{ {property}: var(--chart-{}); }}", role.name(), role.name());
                assert!(sheet.contains(&rule), "missing: {rule}");
            }
        }
    }

    #[test]
    fn fixed_colours_replace_the_classes() {
        let svg = r#"<path class="f-current s-ink" d="M0 0"/><text class="f-muted">class=&quot;f-ink&quot;</text>"#;
        let print = recolour(svg, Palette::Fixed(Theme::Print));
        assert_eq!(print, "<path fill=\"#c24d00\" stroke=\"#000000\" d=\"M0 0\"/><text fill=\"#444444\">class=&quot;f-ink&quot;</text>");
        assert_eq!(recolour(svg, Palette::Page), svg);
    }
}
