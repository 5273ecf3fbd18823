"""Total the orders per city: python summarise.py orders.csv totals.csv"""
import csv
import sys
from dataclasses import dataclass


@dataclass
class Order:
    city: str
    amount_eur: float


def read_orders(path):
    """Orders with an amount; rows without one are skipped."""
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return [Order(row["city"], float(row["amount_eur"])) for row in rows if row["amount_eur"]]


def total_per_city(orders):
    totals = {}
    for order in orders:
        totals[order.city] = totals.get(order.city, 0.0) + order.amount_eur
    return totals


def write_totals(totals, path):
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["city", "total_eur"])
        writer.writerows([city, f"{total:.2f}"] for city, total in sorted(totals.items()))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: python summarise.py INPUT.csv OUTPUT.csv")
    try:
        orders = read_orders(sys.argv[1])
    except FileNotFoundError as problem:
        sys.exit(f"no such file: {problem.filename}")
    except KeyError as column:
        sys.exit(f"{sys.argv[1]} has no column {column}")
    totals = total_per_city(orders)
    write_totals(totals, sys.argv[2])
    print(f"{len(orders)} orders in {len(totals)} cities")
