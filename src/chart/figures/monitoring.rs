//! A monitoring dashboard on honest data: predictions against what happened, and the error that gives the drift away.
//!
//! The data is simulated from a fixed seed, and nothing in the picture is drawn by hand. Daily demand depends on the
//! weekday and the temperature. A model (weekday means plus a temperature slope, least squares) is fitted on the first
//! 60 days and then frozen. From day 95 on, demand per degree falls away: a change of the relation, so concept drift.
//! The alert is a one-sided CUSUM on the standardised absolute error (Page, *Continuous inspection schemes*, 1954).

use crate::{
    chart::{
        axes::{Axes, Frame, decimal},
        canvas::{Canvas, Dash, TextStyle, clamp_width},
        palette::Role,
    },
    protocol::Drawing,
};

const DAYS: usize = 140;
/// Days the model learns from.
const TRAINED: usize = 60;
/// First day of the changed world.
const DRIFT: usize = 95;
/// Days in the rolling error.
const WINDOW: usize = 7;

/// One day: what the model said and what came.
struct Day {
    predicted: f64,
    actual: f64,
}

/// The simulation and everything measured on it.
struct MonitoringSimulation {
    days: Vec<Day>,
    /// Half width of the 95% band: 1.96 residual standard deviations of the training days.
    band: f64,
    /// Mean absolute error of the last [`WINDOW`] days.
    rolling: Vec<f64>,
    /// First day on which the CUSUM passes its threshold.
    alert: Option<usize>,
}

/// Predictions with their 95% band and the actual values above, the rolling error below.
pub fn monitoring(width: u32) -> Drawing {
    let watch = simulate();
    let full = clamp_width(width);
    let upper = (full * 0.42).clamp(170.0, 260.0);
    let (left, right, top) = (44.0, full - 10.0, 64.0);
    let lower_top = top + upper + 40.0;
    let lower_bottom = lower_top + 90.0;
    let mut canvas = Canvas::new(width, lower_bottom + 40.0);
    canvas.headers(&["day", "predicted", "actual", "mean absolute error, last 7 days"]);
    let highest = watch.days.iter().map(|day| day.actual.max(day.predicted + watch.band)).fold(0.0, f64::max);
    let lowest = watch.days.iter().map(|day| day.actual.min(day.predicted - watch.band)).fold(highest, f64::min);
    let days = (0.0, DAYS as f64);
    let first = TRAINED - 20;
    let shown = (first as f64, days.1);
    let axes = Axes::new(Frame { left, top, right, bottom: top + upper }, shown, (lowest * 0.95, highest * 1.05));
    axes.vertical(&mut canvas, "", decimal);
    let visible = || watch.days.iter().enumerate().skip(first);
    let above = visible().map(|(day, one)| (day as f64, one.predicted + watch.band));
    let below = visible().map(|(day, one)| (day as f64, one.predicted - watch.band));
    let outline: Vec<(f64, f64)> = above.chain(below.collect::<Vec<_>>().into_iter().rev()).collect();
    axes.wash(&mut canvas, &outline, Role::Reference, 0.2);
    let predicted: Vec<(f64, f64)> = visible().map(|(day, one)| (day as f64, one.predicted)).collect();
    let actual: Vec<(f64, f64)> = visible().map(|(day, one)| (day as f64, one.actual)).collect();
    axes.curve(&mut canvas, &predicted, Role::Reference, 1.8, Dash::Dashed);
    axes.curve(&mut canvas, &actual, Role::Current, 1.6, Dash::Solid);
    for (day, one) in visible().filter(|(_, one)| (one.actual - one.predicted).abs() > watch.band) {
        canvas.circle(axes.x(day as f64), axes.y(one.actual), 2.6, Role::Current.fill());
    }
    canvas.line((4.0, 10.0), (26.0, 10.0), Role::Current.line(1.6));
    canvas.text(32.0, 14.0, "actual", TextStyle::INK.role(Role::Current).bold());
    canvas.rect(84.0, 5.0, 22.0, 10.0, Role::Reference.wash(0.25));
    canvas.line((84.0, 10.0), (106.0, 10.0), Role::Reference.line(1.8).dashed(Dash::Dashed));
    canvas.text(112.0, 14.0, &TextStyle::INK.fit("predicted, 95% band", full - 114.0), TextStyle::INK);
    canvas.text(4.0, 34.0, "requests a day", TextStyle::NOTE);
    let error = Axes::new(
        Frame { left, top: lower_top, right, bottom: lower_bottom },
        shown,
        (0.0, watch.rolling.iter().copied().fold(0.0, f64::max) * 1.1),
    );
    error.vertical(&mut canvas, "mean absolute error, last 7 days", decimal);
    error.horizontal(&mut canvas, "day", decimal);
    let rolling: Vec<(f64, f64)> = watch.rolling.iter().enumerate().skip(first).map(|(day, value)| (day as f64, *value)).collect();
    error.curve(&mut canvas, &rolling, Role::Current, 1.8, Dash::Solid);
    let mut events = vec![(TRAINED as f64, "deployed", Role::Muted), (DRIFT as f64, "drift begins", Role::Ink)];
    if let Some(alert) = watch.alert {
        events.push((alert as f64, "alert", Role::Bad));
    }
    for (day, text, role) in events {
        let x = axes.x(day);
        canvas.line((x, top - 4.0), (x, lower_bottom), role.line(1.2).dashed(Dash::Dotted));
        let kind = TextStyle::NOTE.role(role).bold().halo();
        // The alert stands on a line of its own: it may follow the drift closely.
        let y = if text == "alert" { top - 8.0 } else { top - 22.0 };
        canvas.text((x + 3.0).min(full - kind.width(text) - 2.0), y, text, kind);
    }
    for (day, (one, rolling)) in watch.days.iter().zip(&watch.rolling).enumerate().skip(first) {
        let note = if day == DRIFT {
            ", drift begins"
        } else if Some(day) == watch.alert {
            ", alert"
        } else {
            ""
        };
        canvas.mark(
            axes.x(day as f64),
            axes.y(one.actual),
            format!("day {day}: predicted {:.0}, actual {:.0}{note}", one.predicted, one.actual),
        );
        canvas.row([day.to_string(), format!("{:.0}", one.predicted), format!("{:.0}", one.actual), format!("{rolling:.1}")]);
    }
    let when = watch.alert.map_or_else(|| "no alert".to_owned(), |alert| format!("the alert comes on day {alert}"));
    canvas.finish(format!("Monitoring: predictions against actual demand over {DAYS} days; drift begins on day {DRIFT}, {when}"))
}

/// SplitMix64 (Steele, Lea and Flood 2014): the same days on every machine.
struct Noise(u64);

impl Noise {
    fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((word ^ (word >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Close to normal, mean 0 and variance 1: twelve uniforms less six, which needs no logarithm.
    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.uniform()).sum::<f64>() - 6.0
    }
}

fn simulate() -> MonitoringSimulation {
    const WEEKDAY: [f64; 7] = [400.0, 410.0, 420.0, 415.0, 430.0, 340.0, 320.0];
    let mut noise = Noise(2026);
    let mut temperature = 15.0;
    let mut observed: Vec<(usize, f64, f64)> = Vec::new();
    for day in 0..DAYS {
        temperature += 0.3 * (16.0 - temperature) + 2.2 * noise.normal();
        let lost = if day < DRIFT { 0.0 } else { 5.0 * ((day - DRIFT) as f64 / 20.0).min(1.0) };
        let base = WEEKDAY[day % 7];
        observed.push((day % 7, temperature, base + (6.0 - lost) * temperature + 14.0 * noise.normal()));
    }
    let model = fit(&observed[..TRAINED]);
    let days: Vec<Day> =
        observed.iter().map(|(weekday, degrees, actual)| Day { predicted: model.predict(*weekday, *degrees), actual: *actual }).collect();
    let squares: f64 = days[..TRAINED].iter().map(|day| (day.actual - day.predicted).powi(2)).sum();
    // Eight parameters were fitted: seven weekdays and a slope.
    let spread = (squares / (TRAINED - 8) as f64).sqrt();
    let absolute: Vec<f64> = days.iter().map(|day| (day.actual - day.predicted).abs()).collect();
    let rolling = (0..DAYS)
        .map(|day| {
            let window = &absolute[day.saturating_sub(WINDOW - 1)..=day];
            window.iter().sum::<f64>() / window.len() as f64
        })
        .collect();
    MonitoringSimulation { alert: cusum(&absolute, spread), band: 1.96 * spread, rolling, days }
}

/// Weekday means and a temperature slope.
struct Model {
    slope: f64,
    mean_degrees: f64,
    weekday: [f64; 7],
}

impl Model {
    fn predict(&self, weekday: usize, degrees: f64) -> f64 {
        self.weekday[weekday] + self.slope * (degrees - self.mean_degrees)
    }
}

/// Least squares with weekdays as fixed effects: the slope within weekdays, then their adjusted means.
fn fit(days: &[(usize, f64, f64)]) -> Model {
    let mut sums = [(0.0, 0.0, 0.0); 7];
    for (weekday, degrees, demand) in days {
        let sum = &mut sums[*weekday];
        *sum = (sum.0 + 1.0, sum.1 + degrees, sum.2 + demand);
    }
    let means = sums.map(|(count, degrees, demand)| (degrees / count, demand / count));
    let (mut shared, mut own) = (0.0, 0.0);
    for (weekday, degrees, demand) in days {
        let (mean_degrees, mean_demand) = means[*weekday];
        shared += (degrees - mean_degrees) * (demand - mean_demand);
        own += (degrees - mean_degrees).powi(2);
    }
    let slope = shared / own;
    let mean_degrees = days.iter().map(|day| day.1).sum::<f64>() / days.len() as f64;
    Model { slope, mean_degrees, weekday: means.map(|(degrees, demand)| demand + slope * (mean_degrees - degrees)) }
}

/// First day after deployment on which the summed excess of the standardised absolute error passes the threshold.
fn cusum(absolute: &[f64], spread: f64) -> Option<usize> {
    // The mean of |z| is 0.8 for a normal error; half a deviation more is let pass.
    const ALLOWED: f64 = 0.8 + 0.5;
    const THRESHOLD: f64 = 5.0;
    let mut sum = 0.0_f64;
    absolute.iter().enumerate().skip(TRAINED).find_map(|(day, error)| {
        sum = (sum + error / spread - ALLOWED).max(0.0);
        (sum > THRESHOLD).then_some(day)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_model_is_right_until_the_world_changes_and_the_alert_follows() {
        let watch = simulate();
        let mean = |from: usize, to: usize| {
            watch.days[from..to].iter().map(|day| (day.actual - day.predicted).abs()).sum::<f64>() / (to - from) as f64
        };
        assert!(mean(TRAINED, DRIFT) < 1.5 * mean(0, TRAINED), "honest before the drift");
        assert!(mean(DRIFT + 10, DAYS) > 2.5 * mean(TRAINED, DRIFT), "wrong after it");
        let alert = watch.alert.unwrap();
        assert!((DRIFT..DRIFT + 20).contains(&alert), "alert on day {alert}");
    }

    #[test]
    fn least_squares_finds_a_known_relation() {
        let days: Vec<(usize, f64, f64)> =
            (0..28).map(|day| (day % 7, (day * day % 17) as f64, 10.0 * (day % 7) as f64 + 3.0 * (day * day % 17) as f64)).collect();
        let model = fit(&days);
        assert!((model.slope - 3.0).abs() < 1e-9 && (model.predict(4, 2.0) - 46.0).abs() < 1e-9);
    }

    #[test]
    fn most_quiet_days_lie_inside_the_band() {
        let watch = simulate();
        let inside = watch.days[TRAINED..DRIFT].iter().filter(|day| (day.actual - day.predicted).abs() <= watch.band).count();
        assert!(inside * 10 >= (DRIFT - TRAINED) * 8, "{inside} of {}", DRIFT - TRAINED);
    }
}
