// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/filter/filter_options.h"

#include <gtest/gtest.h>

namespace color_clusters {
namespace {

constexpr std::size_t any_number = 256;
const Color red{1.0F, 0.0F, 0.0F};
const Color brown{138.0F / 255.0F, 75.0F / 255.0F, 47.0F / 255.0F};
using Colors = std::vector<Color>;

TEST(ColorsInText, AreReadAsHexadecimalNumbers) {
  EXPECT_EQ(colors_in("#8a4b2f", any_number), Colors{brown});
  EXPECT_EQ(colors_in("#8A4B2F", any_number), Colors{brown});
  EXPECT_EQ(colors_in("#f00", any_number), Colors{red});
  EXPECT_EQ(colors_in("#abc", any_number), colors_in("#aabbcc", any_number));
}

TEST(ColorsInText, AreReadByName) {
  EXPECT_EQ(colors_in("red", any_number), Colors{red});
  EXPECT_EQ(colors_in("Teal", any_number), colors_in("#008080", any_number));
  EXPECT_EQ(colors_in("silver gray grey", any_number), colors_in("#c0c0c0 #808080", any_number));
}

TEST(ColorsInText, AreSeparatedInAnyWay) {
  const Colors both{red, brown};
  for (const char* text :
       {"#f00 #8a4b2f", "#f00,#8a4b2f", " #f00;\t#8a4b2f\n", ",;#f00,,#8a4b2f,"}) {
    EXPECT_EQ(colors_in(text, any_number), both) << text;
  }
}

TEST(ColorsInText, KeepTheirOrderAndAppearOnce) {
  EXPECT_EQ(colors_in("#8a4b2f red #8a4b2f #ff0000", any_number), (Colors{brown, red}));
}

TEST(ColorsInText, AreReadUpToANumber) {
  EXPECT_EQ(colors_in("red #8a4b2f blue", 2), (Colors{red, brown}));
  EXPECT_EQ(colors_in("red red #8a4b2f blue", 2), (Colors{red, brown}));
  EXPECT_TRUE(colors_in("red", 0).empty());
}

TEST(ColorsInText, LeaveOutWhatIsNoColor) {
  for (const char* text :
       {"", " ", ",;", "#", "#f", "#ff", "#ffff", "#fffff", "#fffffff", "#ggg", "#-12345", "ff0000",
        "no color", "#f00#00f", "\x80\xff\xfe", "rgb(1,2,3)"}) {
    EXPECT_TRUE(colors_in(text, any_number).empty()) << text;
  }
  EXPECT_EQ(colors_in("what? #f00 #12 \xc3\xa4", any_number), Colors{red});
}

}  // namespace
}  // namespace color_clusters
