// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/filter/filter_options.h"

#include <gtest/gtest.h>

#include "plugin/clusters/color_text.h"

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

TEST(ColorsInText, HaveUpToSixteenBits) {
  EXPECT_EQ(colors_in("#ffff00000000", any_number), Colors{red});
  EXPECT_EQ(colors_in("#00018000fffe", any_number),
            (Colors{{1.0F / 65535.0F, 32768.0F / 65535.0F, 65534.0F / 65535.0F}}));
}

TEST(ColorsInText, AreThoseThatWereWritten) {
  const Colors colors{brown, {0.123456F, 0.5F, 0.987654F}, {-0.2F, 1.5F, 0.0F}};
  const std::string text = text_of_colors(colors);
  EXPECT_EQ(text.substr(0, 8), "#8a4b2f ");
  EXPECT_EQ(text.substr(text.size() - 8), " #00ff00");
  const Colors again = colors_in(text, any_number);
  ASSERT_EQ(again.size(), 3U);
  EXPECT_EQ(again[0], brown);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(again[1][i], colors[1][i], 0.5 / 65535.0);
}

TEST(ColorsInText, CanBeReadAsOftenAsTheyAreNamed) {
  EXPECT_EQ(colors_in("red #f00", any_number, Repeated::kept), (Colors{red, red}));
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
